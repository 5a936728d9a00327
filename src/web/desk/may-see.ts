import { hasRole, hasRoleEverywhere, type Me } from './member.ts'
import type { PageEntry } from './pages.ts'

export function maySee(me: Me, { roles, isWhole = false }: Pick<PageEntry, 'roles' | 'isWhole'>): boolean {
  return isWhole ? hasRoleEverywhere(me, roles) : hasRole(me, roles)
}
