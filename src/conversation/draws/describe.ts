import type { Draw } from '#appointments/draws/draw.ts'
import type { Location, Service } from '#appointments/office.ts'
import { isOverheard, nameMatter } from '../overheard.ts'
import { named, type Spoken, type Talk } from '../talk.ts'

type Placed = Pick<Draw, 'departmentId' | 'serviceId' | 'locationId'>

export function serviceIn({ office }: Talk, { departmentId, serviceId }: Placed): Service | undefined {
  return office.departments.find(({ id }) => id === departmentId)?.services.find(({ id }) => id === serviceId)
}

function locationIn({ office }: Pick<Talk, 'office'>, { locationId }: Placed): Location | undefined {
  return office.locations.find(({ id }) => id === locationId)
}

/** "Neuss, Oberstraße 91, 41460 Neuss" */
export function writePlace(talk: Spoken, placed: Placed): string {
  const location = locationIn(talk, placed)
  return location ? `${named(talk, location.name)}, ${location.address}` : ''
}

/** What lots are drawn for: matter and place, and only as much of it as may be named here. */
export function writeDraw(talk: Talk, placed: Placed): string {
  const place = named(talk, locationIn(talk, placed)?.name ?? {})
  const matter = nameMatter(talk, serviceIn(talk, placed)?.name)
  return isOverheard(talk) ? place : `${matter} · ${place}`
}
