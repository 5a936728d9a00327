import { z } from 'zod'
import { Refusal } from '#refusal.ts'
import type { Answer } from './command.ts'

/** The broadcast that a command is about, as its one argument. */
export const BroadcastId = z.object({ id: z.string().optional() })

export function readBroadcastId({ id }: z.infer<typeof BroadcastId>, words: string): string {
  if (id === undefined) throw new Refusal(`Say which broadcast: terminlotse ${words} ID`, { code: 2 })
  return id
}

/** Something that is no id at all names no broadcast, and is nothing to ask the database for. */
export function isBroadcastId(id: string): boolean {
  return z.uuid().safeParse(id).success
}

export function noBroadcast(id: string): Answer {
  const message = `There is no broadcast ${id}: "terminlotse broadcast list" shows them.`
  return { isOk: false, lines: [message], data: { outcome: 'not-found', id, message } }
}
