import { openDraws } from '#appointments/draws/draw.ts'
import { readChoice, unclear } from '../choosing.ts'
import { languageOf, say, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { writeWhen } from '../when.ts'
import { writeDraw } from './describe.ts'

/** Which draw; where there is but one it is explained, and not asked for. */
export const draw: TalkStep = {
  key: 'draw',
  gives: 'draw',
  ask: async (talk) => {
    const t = textsOf(talk)
    const draws = await openDraws(talk.tx, talk)
    const [only] = draws
    if (!only) return { kind: 'ended', say: [say(t('draw.none'))] }
    if (draws.length > 1)
      return { step: 'draw', text: t('draw.ask'), choices: await choices(talk), layout: 'list', input: 'any' }
    return { kind: 'answered', answers: { draw: only.id }, say: [explain(talk, only)] }
  },
  read: async (said, talk) => {
    const key = said.kind === 'press' ? said.key : readChoice(said.text, 'draw', await choices(talk))
    const chosen = (await openDraws(talk.tx, talk)).find(({ id }) => id === key)
    if (!chosen) return unclear()
    return { kind: 'answered', answers: { draw: chosen.id }, say: [explain(talk, chosen)] }
  },
}

async function choices(talk: Talk) {
  const draws = await openDraws(talk.tx, talk)
  return draws.map((each) => ({ value: `draw:${each.id}`, label: writeDraw(talk, each) }))
}

function explain(talk: Talk, { closesAt, drawsAt }: { closesAt: Date; drawsAt: Date }) {
  const language = languageOf(talk)
  return say(
    textsOf(talk)('draw.intro', { closes: writeWhen(closesAt, language), draws: writeWhen(drawsAt, language) }),
  )
}
