import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { readLanguage } from '#conversation/understanding/which-language.ts'
import { Choice } from '#message.ts'
import { Language } from '#texts.ts'
import { type HostileInput, hostileInput, hostileText } from './hostile-inputs.ts'
import type { messageJudge } from './hostile-judge.ts'
import { random } from './random.ts'
import { visitor } from './visitor.ts'

const Told = z.object({
  watermark: z.string(),
  activities: z.array(
    z.object({
      text: z.string().default(''),
      from: z.object({ role: z.string() }),
      channelData: z
        .object({
          step: z.string(),
          language: z.string(),
          choices: z.array(Choice),
          appointment: z.object({ code: z.string() }),
          cancelled: z.object({ code: z.string() }),
        })
        .partial()
        .default({}),
    }),
  ),
})
type Told = z.infer<typeof Told>['activities']
const Opening = z.object({ conversationId: z.string(), token: z.string() })

/** What was found wrong with one input: `serious` hears of each, with its kind. */
export type Finding = { fault: string; input: Pick<HostileInput, 'what'> & { step: string; said: string } }

type Plan = {
  origin: string
  inputs: number
  /** Enough is known. */
  isOver: () => boolean
  /** In milliseconds: who waits longer for an answer believes that nothing happened. */
  patience: number
  judge: ReturnType<typeof messageJudge>
  /** The next of the texts that have not been tried at this step. */
  nextText: (step: string) => string | undefined
  found: (finding: Finding) => void
  took: (milliseconds: number) => void
}

/** Somebody who goes forward through all questions and answers each with something hostile first. */
export async function hostileGuest(
  number: number,
  { origin, inputs, isOver, patience, judge, nextText, found, took }: Plan,
): Promise<void> {
  const chance = random(11_000 + number)
  let language = Language.options[number % Language.options.length] ?? 'de'
  const somebody = visitor(number % 10_000, { language, random: chance })
  const base = `${origin}/v3/directline`
  const json = { 'content-type': 'application/json' }
  const { token, conversationId } = Opening.parse(
    await (await fetch(`${base}/tokens/generate`, { method: 'POST' })).json(),
  )
  const authorization = `Bearer ${token}`
  await fetch(`${base}/conversations`, {
    method: 'POST',
    headers: { ...json, authorization },
    body: JSON.stringify({ locale: language }),
  })
  const path = `${base}/conversations/${conversationId}/activities`
  let watermark = '0'
  await hear()

  // Some come with appointments, so that the questions about these are asked too.
  for (let turn = 0; number % 4 === 3 && turn < 60 && !somebody.hasAll(); turn++) {
    await send(honest(), somebody.asked()?.step ?? '')
  }
  for (let input = 0; input < inputs && !isOver(); input++) {
    const step = somebody.asked()?.step ?? ''
    await send(hostile(step), step)
    // Few get as far as these two: who is there stays a while.
    const isRare = step === 'appointment' || step === 'code'
    if (chance.chance(isRare ? 0.1 : 0.4)) await send(honest(), step)
  }

  function hostile(step: string): HostileInput {
    const text = chance.chance(0.6) ? nextText(step) : undefined
    const named = { clientActivityID: randomUUID() }
    return text === undefined ? hostileInput(chance, named) : hostileText(text, named)
  }

  function honest(): HostileInput {
    return { ...hostileText(somebody.next(), { clientActivityID: randomUUID() }), what: 'honest' }
  }

  async function send(input: HostileInput, step: string): Promise<void> {
    const report = (fault: string) => found({ fault, input: { what: input.what, step, said: input.raw.slice(0, 300) } })
    const { answer, started } = await post(input.raw)
    const said = await hear()
    const milliseconds = performance.now() - started
    took(milliseconds)
    if (milliseconds > patience) report('too late')
    if (answer.status >= 500) return report(`status ${answer.status}`)
    if (typeof input.wanted === 'object') {
      if (!input.wanted.includes(answer.status))
        report(`status ${answer.status} instead of ${input.wanted.join(' or ')}`)
      return
    }
    if (answer.status !== 200) return report(`status ${answer.status}`)
    if (input.wanted === 'answered' && said.at(-1)?.channelData.step === undefined) report('no answer')
    judgeAll(said, { step, heard: textOf(input), report })
  }

  type Judging = { step: string; heard: string; report: (fault: string) => void }

  function judgeAll(said: Told, { step, heard, report }: Judging): void {
    const spoken = Language.safeParse(said.at(-1)?.channelData.language).data
    const mayChange = step === 'language' || heard.includes('language:') || readLanguage(heard) !== undefined
    if (mayChange && spoken !== undefined) language = spoken
    for (const { text, channelData } of said) {
      // The first question stands in all languages, in whichever was spoken before.
      const fault = judge({ text, language: channelData.language }, language)
      if (fault !== undefined) report(fault)
    }
  }

  /** What a client may not do too often is tried again when it was told to: that is no waiting for an answer. */
  async function post(body: string): Promise<{ answer: Response; started: number }> {
    for (;;) {
      const started = performance.now()
      const answer = await fetch(path, { method: 'POST', headers: { ...json, authorization }, body })
      await answer.body?.cancel()
      if (answer.status !== 429) return { answer, started }
      await setTimeout(Number(answer.headers.get('retry-after')) * 1000)
    }
  }

  async function hear(): Promise<Told> {
    const answer = await fetch(`${path}?watermark=${watermark}`, { headers: { authorization } })
    if (!answer.ok) {
      found({ fault: `status ${answer.status}`, input: { what: 'reading', step: '', said: '' } })
      return []
    }
    const told = Told.parse(await answer.json())
    watermark = told.watermark
    for (const { channelData } of told.activities) {
      const { step, choices = [], appointment, cancelled } = channelData
      somebody.notice({
        ...(step !== undefined && { question: { step, choices } }),
        booked: appointment?.code,
        cancelled: cancelled?.code,
      })
    }
    return told.activities.filter(({ from }) => from.role === 'bot')
  }
}

function textOf({ raw, text }: HostileInput): string {
  return text ?? raw
}
