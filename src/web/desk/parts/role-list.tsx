import type { JSX } from 'preact'
import { type Me, useDesk } from '../member.ts'
import { t } from '../texts.ts'

/** Roles and where they hold, in words. */
export function RoleList({ roles }: { roles: Me['roles'] }): JSX.Element {
  const { departments, locations } = useDesk().me.places
  const nameOf = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((part) => part.id === id)?.name ?? id
  return (
    <ul class="roles">
      {roles.map(({ role, departmentId, locationId }) => {
        const where = [
          ...(departmentId === null ? [] : [nameOf(departments, departmentId)]),
          ...(locationId === null ? [] : [nameOf(locations, locationId)]),
        ]
        return (
          <li key={`${role} ${where.join()}`}>
            {t(`role.${role}`)}
            {where.length > 0 && <span class="quiet"> – {where.join(', ')}</span>}
          </li>
        )
      })}
    </ul>
  )
}
