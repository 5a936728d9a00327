import { z } from 'zod'
import type { Changed, Removed } from '#appointments/office-data/edit.ts'
import { refuse } from '../problem.ts'
import { Nothing } from '../route.ts'

export const changeRefusals = { 'not-found': 404, 'edited-meanwhile': 409 } as const
export const removeRefusals = { ...changeRefusals, 'in-use': 409 } as const
export const AddedId = z.object({ id: z.string() })
export const Done = Nothing

/** What became of a change, as an answer. */
export function changed(result: Changed<{ version: number }>, subject: string) {
  switch (result.outcome) {
    case 'saved':
      return { status: 200 as const, body: {}, audit: { subject } }
    case 'changed-meanwhile':
      return refuse('edited-meanwhile', { details: { current: result.current } })
    case 'gone':
      return refuse('not-found')
  }
}

export function removed(result: Removed<{ version: number }>, subject: string) {
  switch (result.outcome) {
    case 'removed':
      return { status: 200 as const, body: {}, audit: { subject } }
    case 'in-use':
      return refuse('in-use', { details: { by: result.by } })
    case 'changed-meanwhile':
      return refuse('edited-meanwhile', { details: { current: result.current } })
    case 'gone':
      return refuse('not-found')
  }
}
