import type { Me } from './member.ts'

/** Where somebody works just now. Without a department: all of them. */
export type Place = { locationId: string; departmentId: string | undefined }

const key = 'desk-place'

/** What was chosen last on this machine, as far as it still holds; else the first that the roles reach. */
export function firstPlace({ places, roles }: Pick<Me, 'places' | 'roles'>): Place {
  const [wanted, department] = (localStorage.getItem(key) ?? '').split(' ')
  const limit = roles[0]
  const location = places.locations.find(({ id }) => id === wanted) ?? places.locations[0]
  const known = places.departments.find(({ id }) => id === department)
  return { locationId: location?.id ?? '', departmentId: known?.id ?? limit?.departmentId ?? undefined }
}

export function keepPlace({ locationId, departmentId }: Place): void {
  localStorage.setItem(key, [locationId, departmentId].filter((part) => part !== undefined).join(' '))
}
