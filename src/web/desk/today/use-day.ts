import { useEffect, useState } from 'preact/hooks'
import type { DayChange } from '#api/today/day-shape.ts'
import { whenSignedOut } from '../api.ts'
import { listenTo } from '../events.ts'
import type { Place } from '../place.ts'
import { after, type DayView } from './day.ts'

/** The day of a place, live. `isLost`: what is shown may be old. */
export function useDay({ locationId, departmentId }: Place): { day: DayView | undefined; isLost: boolean } {
  const [day, setDay] = useState<DayView | undefined>()
  const [isLost, setIsLost] = useState(false)

  useEffect(() => {
    setDay(undefined)
    const query = departmentId === undefined ? '' : `?departmentIds=${encodeURIComponent(departmentId)}`
    return listenTo<DayChange>(`/locations/${encodeURIComponent(locationId)}/today/events${query}`, {
      heard: (change) => setDay((known) => after(known, change)),
      lineIs: (state) => setIsLost(state === 'lost'),
      refused: (status) => status === 401 && whenSignedOut.call(),
    })
  }, [locationId, departmentId])

  return { day, isLost }
}
