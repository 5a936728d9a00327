import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import type { Place } from '../place.ts'
import { useLoad } from '../use-load.ts'
import { mondayOf, today } from './week.ts'

/** The week that is looked at, of a place. */
export function useWeek({ locationId, departmentId }: Place) {
  const [firstDay, setFirstDay] = useState(mondayOf(today()))
  const ask = () =>
    api('GET', '/locations/:locationId/calendar', {
      params: { locationId },
      query: { firstDay, ...(departmentId !== undefined && { departmentIds: departmentId }) },
    })
  const load = useLoad(ask, [locationId, departmentId, firstDay])
  const goTo = (day: string) => setFirstDay(mondayOf(day))
  return { ...load, firstDay, goTo }
}
