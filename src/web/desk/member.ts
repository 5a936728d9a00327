import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { AnswerOf, RouteAt } from './api.ts'
import type { Place } from './place.ts'

export type Me = AnswerOf<RouteAt<'GET', '/me'>>
export type RoleName = Me['roles'][number]['role']

/** Who is signed in, and where they work just now. `again` asks the server who they are, once that may have changed. */
export type Desk = { me: Me; place: Place; setPlace(place: Place): void; again(): Promise<void> }

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('Nobody is signed in')
  return desk
}

/** Whether somebody has one of the roles, anywhere. The server decides; this only hides what would be refused. */
export function hasRole({ roles }: Pick<Me, 'roles'>, wanted: readonly RoleName[]): boolean {
  return roles.some(({ role }) => wanted.includes(role))
}

/** An administrator or auditor of everything, as whom some pages are for. */
export function hasRoleEverywhere({ roles }: Pick<Me, 'roles'>, wanted: readonly RoleName[]): boolean {
  return roles.some(
    ({ role, departmentId, locationId }) => wanted.includes(role) && departmentId === null && locationId === null,
  )
}
