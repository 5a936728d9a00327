import type { Me } from '../member.ts'
import { t } from '../texts.ts'

/** The name of a department; null is all of them. */
export function departmentName({ places }: Pick<Me, 'places'>, id: string | null): string {
  if (id === null) return t('shell.allDepartments')
  return places.departments.find((department) => department.id === id)?.name ?? id
}

export function locationName({ places }: Pick<Me, 'places'>, id: string | null): string {
  if (id === null) return t('shell.allLocations')
  return places.locations.find((location) => location.id === id)?.name ?? id
}

/** For a choice; with `all` for whose role holds everywhere. */
export function departmentOptions({ places }: Pick<Me, 'places'>, { all }: { all: boolean }) {
  return [
    ...(all && places.isWhole ? [{ value: '', label: t('shell.allDepartments') }] : []),
    ...places.departments.map(({ id, name }) => ({ value: id, label: name })),
  ]
}
