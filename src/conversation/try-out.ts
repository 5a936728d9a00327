import { findBroadcast } from '#notices/broadcast/find.ts'
import { previewBroadcast } from '#notices/broadcast/preview.ts'
import { Language } from '#texts.ts'
import { leave, type Stand } from './commands.ts'
import { languageOf, say, type Talk, withAnswers } from './talk.ts'

/** Somebody follows the link by which staff look at a broadcast in a chat of their own, as long as nobody was told. */
export async function tryOut(talk: Talk, id: string, settled: string | undefined): Promise<Stand> {
  const language = talk.answers.language ?? Language.safeParse(settled).data
  const left = await leave(withAnswers(talk, { language }))
  const broadcast = await findBroadcast(talk.tx, id)
  if (broadcast?.state !== 'draft' && broadcast?.state !== 'scheduled') return left
  const { bodies } = await previewBroadcast(talk.tx, { ...broadcast, ...talk })
  return { talk: left.talk, say: [...left.say, say(bodies[languageOf(left.talk)] ?? bodies.de ?? '')] }
}
