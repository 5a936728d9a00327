import type { Office } from '#appointments/office.ts'
import { rules } from '#appointments/rules.ts'
import type { Tx } from '#database.ts'
import type { Speak } from '#texts.ts'
import { countAudience, type Crowd } from './audience.ts'
import type { Audience, Offer, Texts } from './broadcast.ts'
import { fillIn } from './fill-in.ts'
import { countPlaces, type FreePlaces, findFreePlaces } from './free-places.ts'

/** What it would be if it started now. `told` of `people` hear of it; `needsApproval`: a second member has to agree. */
export type Preview = {
  people: number
  told: number
  crowds: Crowd[]
  places: number
  days: FreePlaces[]
  bodies: Texts
  needsApproval: boolean
}

type Asking = { offer: Offer; audience: Audience; texts: Texts; office: Office; speak: Speak; now: Date }

export async function previewBroadcast(
  tx: Tx,
  { offer, audience, texts, office, speak, now }: Asking,
): Promise<Preview> {
  const crowds = await countAudience(tx, { audience, now })
  const days = await findFreePlaces(tx, { offer, office, now })
  const people = sum(crowds.map((crowd) => crowd.people))
  return {
    people,
    told: sum(crowds.map((crowd) => crowd.told)),
    crowds,
    places: countPlaces(days),
    days,
    bodies: fillIn(texts, { places: days, speak }),
    needsApproval: people > rules.broadcast.alone,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
