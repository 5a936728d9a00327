import type { Server } from '../database/template.ts'
import { openOffice } from '../stories/open-office.ts'
import { brokenIn } from './broken-in.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { type Finding, hostileGuest } from './hostile-guest.ts'
import { bystanders } from './hostile-bystanders.ts'
import { messageJudge } from './hostile-judge.ts'
import { type Guard, mutants } from './hostile-mutants.ts'
import { hostileStrings } from './hostile-strings.ts'

/**
 * Gate 11. Guests answer every question with what breaks programs: texts, any Unicode, forged buttons, every other kind of
 * activity, broken JSON. Each is answered in time and in the guest's language; others talk on as if nothing were.
 */
export const gate: Gate = {
  number: 11,
  name: 'hostile input',
  run: (form, given) => withServer(given, (server) => receiveAll({ ...sizes[form], server })),
  mutant: (_, given) => withServer(given, withoutGuards),
}

/** A few guests are enough to know. */
async function withoutGuards(server: Server): Promise<Outcome> {
  const figures: Record<string, string> = {}
  let passed = false
  for (const [name, mutant] of Object.entries(mutants)) {
    const outcome = await receiveAll({ ...sizes.short, guests: 3, inputs: 12, untilFound: true, server, ...mutant })
    passed ||= outcome.passed
    figures[name] = `${outcome.figures['faults']} faults: ${outcome.figures['kinds']}`
  }
  return { passed, figures }
}

/** `patience`: the milliseconds an answer may take; on a machine that also runs the other tests they say little. */
type Size = { guests: number; inputs: number; patience: number }
const sizes: Record<Form, Size> = {
  short: { guests: 7, inputs: 8, patience: 15_000 },
  full: { guests: 125, inputs: 40, patience: 2000 },
}
const atOnce = 6

/** Where anything may be typed. */
const freeTextSteps =
  'language menu department service location day time name dateOfBirth people confirm appointment code'.split(' ')

type Plan = Size & Guard & { server: Server; untilFound?: boolean }

async function receiveAll({ guests, inputs, patience, server, heard, speak, untilFound }: Plan): Promise<Outcome> {
  const crashes: unknown[] = []
  const note = (error: unknown) => void crashes.push(error)
  process.on('unhandledRejection', note)
  process.on('uncaughtExceptionMonitor', note)
  let office: Awaited<ReturnType<typeof openOffice>>
  office = await openOffice(undefined, {
    server,
    ...(heard && { heard: (talks) => heard(talks, () => office.database) }),
    ...(speak && { speak }),
  })
  try {
    const findings: Finding[] = []
    const milliseconds: number[] = []
    const tried = new Map<string, number>()
    const judge = messageJudge()
    const others = await bystanders(office)
    const waiting = Array.from({ length: guests }, (_, number) => number)
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
          await hostileGuest(number, {
            origin: office.origin,
            inputs,
            patience,
            isOver: () => untilFound === true && findings.length > 0,
            judge,
            nextText,
            found: (finding) => findings.push(finding),
            took: (each) => milliseconds.push(each),
          })
        }
      }),
    )

    /** Every text at every step before any again. */
    function nextText(step: string): string | undefined {
      const count = tried.get(step) ?? 0
      tried.set(step, count + 1)
      return hostileStrings[count % hostileStrings.length]
    }

    const seen = await others.leave()
    const broken = await brokenIn(office.database)
    const slowestFirst = milliseconds.toSorted((one, other) => other - one)
    return {
      passed: findings.length === 0 && crashes.length === 0 && broken.length === 0 && seen.affected === 0,
      figures: {
        inputs: guests * inputs,
        faults: findings.length,
        kinds:
          [...new Set(findings.map(({ fault, input }) => `${fault} after ${input.what} at ${input.step}`))]
            .slice(0, 5)
            .join(', ') || 'none',
        crashes: crashes.length,
        'texts at the least tried question': Math.min(...freeTextSteps.map((step) => tried.get(step) ?? 0)),
        'slowest answer (ms)': Math.round(slowestFirst[0] ?? 0),
        'p99 (ms)': Math.round(slowestFirst[Math.floor(slowestFirst.length / 100)] ?? 0),
        'messages of bystanders': seen.messages,
        'bystanders affected': seen.affected,
        'broken in the book': broken.join('; ') || 'nothing',
      },
    }
  } finally {
    process.off('unhandledRejection', note)
    process.off('uncaughtExceptionMonitor', note)
    await office.close()
  }
}
