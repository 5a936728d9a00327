import { setTimeout } from 'node:timers/promises'
import type { LogEntry } from '#conversation/conversations.ts'
import { readLanguage } from '#conversation/understanding/which-language.ts'
import { Language } from '#texts.ts'
import type { Server } from '../database/template.ts'
import { openOffice } from '../stories/open-office.ts'
import { brokenIn } from './broken-in.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { bystanders } from './hostile-bystanders.ts'
import type { Finding } from './hostile-guest.ts'
import { messageJudge } from './hostile-judge.ts'
import { type Guard, mutants } from './hostile-mutants.ts'
import { hostileStrings } from './hostile-strings.ts'
import { type HostileUpdate, hostileUpdate, textUpdate } from './hostile-telegram-inputs.ts'
import { random } from './random.ts'
import { visitor } from './visitor.ts'

/**
 * Gate 11 with Telegram as the source: every kind of update, forged buttons and any text at every question. Each is answered
 * in time and in the guest's language; people in the web chat talk on as if nothing were.
 */
export const gate: Gate = {
  number: 11,
  name: 'hostile input (Telegram)',
  run: (form, given) => withServer(given, (server) => receiveAll({ ...sizes[form], server })),
  mutant: (_, given) => withServer(given, withoutGuards),
}

/** A few guests are enough to know. */
async function withoutGuards(server: Server): Promise<Outcome> {
  const figures: Record<string, string> = {}
  let passed = false
  for (const [name, mutant] of Object.entries(mutants)) {
    const outcome = await receiveAll({
      ...sizes.short,
      guests: 2,
      inputs: 12,
      untilFound: true,
      patience: 2000,
      server,
      ...mutant,
    })
    passed ||= outcome.passed
    figures[name] = `${outcome.figures['faults']} faults: ${outcome.figures['kinds']}`
  }
  return { passed, figures }
}

/** `patience`: the milliseconds an answer may take; on a machine that also runs the other tests they say little. */
type Size = { guests: number; inputs: number; patience: number }
const sizes: Record<Form, Size> = {
  short: { guests: 7, inputs: 6, patience: 15_000 },
  full: { guests: 125, inputs: 40, patience: 2000 },
}
const atOnce = 6

type Plan = Size & Guard & { server: Server; untilFound?: boolean }

async function receiveAll({ guests, inputs, patience, server, heard, speak, untilFound }: Plan): Promise<Outcome> {
  const crashes: unknown[] = []
  const note = (error: unknown) => void crashes.push(error)
  process.on('unhandledRejection', note)
  process.on('uncaughtExceptionMonitor', note)
  let office: Awaited<ReturnType<typeof openOffice>>
  office = await openOffice(undefined, {
    server,
    telegram: true,
    ...(heard && { heard: (talks) => heard(talks, () => office.database) }),
    ...(speak && { speak }),
  })
  const { fake, database, conversations } = office
  if (!fake) throw new Error('This office has no Telegram')
  const findings: Finding[] = []
  const milliseconds: number[] = []
  const judge = messageJudge()
  let texts = 0

  async function guest(number: number): Promise<void> {
    const chance = random(12_000 + number)
    let language = Language.options[number % Language.options.length] ?? 'de'
    const somebody = visitor(number % 10_000, { language, random: chance })
    const user = fake!.user({ language_code: language })
    const force = (content: Record<string, unknown>) => {
      const update = { update_id: fake!.queue.nextId(), ...content }
      fake!.queue.again(update, user.id)
      return update
    }
    let seen = 0
    await hand({ ...textUpdate(user, '/start'), what: 'honest' })
    for (let input = 0; input < inputs && !(untilFound && findings.length > 0); input++) {
      const text = chance.chance(0.5) ? hostileStrings[texts++ % hostileStrings.length] : undefined
      await hand(text === undefined ? hostileUpdate(user, force, chance) : textUpdate(user, text))
      if (chance.chance(0.4)) await hand({ ...textUpdate(user, somebody.next()), what: 'honest' })
    }

    async function hand({ what, wanted, said, send }: HostileUpdate): Promise<void> {
      const step = somebody.asked()?.step ?? ''
      const report = (fault: string) => findings.push({ fault, input: { what, step, said: said.slice(0, 300) } })
      const started = performance.now()
      send()
      const news = await answers(user.id, seen, report)
      const took = performance.now() - started
      milliseconds.push(took)
      if (took > patience) report('too late')
      seen = news.at(-1)?.sequence ?? seen
      const messages = news.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
      for (const { question, booked, appointment, cancelled } of messages) {
        somebody.notice({ question, booked: booked ? appointment?.code : undefined, cancelled: cancelled?.code })
      }
      if (wanted === 'answered' && messages.at(-1)?.question === undefined) report('no answer')
      if (wanted === 'ignored' && messages.length > 0) report('an answer nobody asked for')
      const mayChange = step === 'language' || said.includes('language:') || readLanguage(said) !== undefined
      if (mayChange) language = messages.at(-1)?.language ?? language
      for (const message of messages) {
        const fault = judge(message, language)
        if (fault !== undefined) report(fault)
      }
    }
  }

  /** What stands in the log when everything to and from the chat is through. */
  async function answers(chat: number, after: number, report: (fault: string) => void): Promise<LogEntry[]> {
    for (const started = Date.now(); ; await setTimeout(5)) {
      const wasSilent = !fake!.queue.isWaiting(chat)
      const [row] = await database.query<{ id: string; waiting: number }>({
        name: 'gate-hostile-chat',
        text: `SELECT c.id, (SELECT count(*) FROM message m WHERE m.conversation_id = c.id AND m.status IN ('queued', 'sending')) AS waiting
               FROM conversation c WHERE c.channel = 'telegram' AND c.address = $1`,
        values: [String(chat)],
      })
      if (wasSilent && row?.waiting === 0 && !fake!.queue.isWaiting(chat)) return conversations.log(row.id, after)
      if (Date.now() - started < 2 * patience) continue
      report('no end')
      return []
    }
  }

  try {
    const others = await bystanders(office)
    const waiting = Array.from({ length: guests }, (_, number) => number)
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) await guest(number)
      }),
    )
    const sight = await others.leave()
    const broken = await brokenIn(database)
    // Groups and forged queries are none of the fake's; a question that is asked again in the same words stays as it is.
    const refused = fake.calls.filter(
      ({ method, params, status, description = '' }) =>
        status >= 400 &&
        method !== 'answerCallbackQuery' &&
        Number(params['chat_id']) > 0 &&
        !description.includes('message is not modified'),
    )
    const slowestFirst = milliseconds.toSorted((one, other) => other - one)
    return {
      passed:
        findings.length === 0 &&
        crashes.length === 0 &&
        fake.faults.length === 0 &&
        refused.length === 0 &&
        broken.length === 0 &&
        sight.affected === 0,
      figures: {
        inputs: guests * inputs,
        faults: findings.length,
        kinds:
          [...new Set(findings.map(({ fault, input }) => `${fault} after ${input.what} at ${input.step}`))]
            .slice(0, 5)
            .join(', ') || 'none',
        crashes: crashes.length,
        'calls that Telegram refused': refused.length,
        'slowest answer (ms)': Math.round(slowestFirst[0] ?? 0),
        'p99 (ms)': Math.round(slowestFirst[Math.floor(slowestFirst.length / 100)] ?? 0),
        'messages of bystanders': sight.messages,
        'bystanders affected': sight.affected,
        'broken in the book': broken.join('; ') || 'nothing',
      },
    }
  } finally {
    process.off('unhandledRejection', note)
    process.off('uncaughtExceptionMonitor', note)
    await office.close()
  }
}
