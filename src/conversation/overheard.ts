import type { Translated } from '#appointments/office.ts'
import { named, type Talk, textsOf } from './talk.ts'

/** Whether somebody else may read what is said here: then it names neither what brings people to the office nor who they are. */
export function isOverheard({ channel }: Pick<Talk, 'channel'>): boolean {
  return channel !== 'webchat'
}

/** What somebody comes for, as it may be named here. */
export function nameMatter(talk: Talk, name: Translated | undefined): string {
  return isOverheard(talk) ? textsOf(talk)('card.title-discreet') : named(talk, name ?? {})
}
