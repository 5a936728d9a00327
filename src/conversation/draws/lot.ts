import { withdrawLot } from '#appointments/draws/change-lot.ts'
import { lotsPerTalk } from '#appointments/draws/enter.ts'
import { type Lot, ownLots } from '#appointments/draws/own-lots.ts'
import { readChoice, unclear } from '../choosing.ts'
import { languageOf, say, type Talk, type TalkStep, textsOf } from '../talk.ts'
import { writeList } from '../when.ts'

/** Whoever has a lot in this draw already changes it, takes it back or enters somebody else; everybody else is not asked. */
export const lot: TalkStep = {
  key: 'lot',
  gives: 'lot',
  ask: async (talk) => {
    const mine = await lotsIn(talk)
    if (mine.length === 0) return { kind: 'answered', answers: { lot: 'new' } }
    const lots = writeList(
      mine.map(({ number }) => number),
      languageOf(talk),
    )
    const text = textsOf(talk)('draw.own', { lots })
    return { step: 'lot', text, choices: choices(talk, mine), layout: 'list', input: 'any' }
  },
  read: async (said, talk) => {
    const mine = await lotsIn(talk)
    const key = said.kind === 'press' ? said.key : readChoice(said.text, 'lot', choices(talk, mine))
    if (key === 'new') return { kind: 'answered', answers: { lot: key } }
    const number = key?.replace(leaving, '')
    const chosen = mine.find((each) => each.number === number)
    if (!chosen) return unclear()
    if (!key?.startsWith(leaving)) return { kind: 'answered', answers: { lot: chosen.number } }
    const { outcome } = await withdrawLot(talk.tx, { ...talk, number: chosen.number })
    const text = textsOf(talk)(`draw.${outcome}`, { lot: chosen.number })
    return { kind: 'ended', say: [say(text)] }
  },
}

const leaving = 'out-'

async function lotsIn(talk: Talk): Promise<Lot[]> {
  const lots = await ownLots(talk.tx, talk)
  return lots.filter(({ drawId, takesEntries }) => drawId === talk.answers.draw && takesEntries)
}

function choices(talk: Talk, mine: readonly Lot[]) {
  const t = textsOf(talk)
  const each = (key: 'change' | 'withdraw', prefix: string) =>
    mine.map(({ number }) => ({ value: `lot:${prefix}${number}`, label: t(`draw.${key}`, { lot: number }) }))
  const another = mine.length < lotsPerTalk ? [{ value: 'lot:new', label: t('draw.another') }] : []
  return [...each('change', ''), ...another, ...each('withdraw', leaving).map((choice) => ({ ...choice, aside: true }))]
}
