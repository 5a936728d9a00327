import { useEffect, useRef, useState } from 'preact/hooks'
import { api, whenSignedOut } from '../api.ts'
import { listenTo } from '../events.ts'
import type { Place } from '../place.ts'
import { useLoad } from '../use-load.ts'
import { mondayOf, today, type Week } from './week.ts'

/** The week that is looked at, of a place, live. `isLost`: what is shown may be old. */
export function useWeek({ locationId, departmentId }: Place) {
  const [firstDay, setFirstDay] = useState(mondayOf(today()))
  const [isLost, setIsLost] = useState(false)
  const query = { firstDay, ...(departmentId !== undefined && { departmentIds: departmentId }) }
  const load = useLoad(
    (how) => api('GET', '/locations/:locationId/calendar', { params: { locationId }, query, ...how }),
    [locationId, departmentId, firstDay],
  )
  const heard = useRef<string | undefined>(undefined)
  const shown = useRef<Week | undefined>(undefined)
  shown.current = load.body
  const { body, again } = load

  /** What was heard while an answer is under way is compared with that answer. */
  function compare() {
    const week = shown.current
    if (heard.current === undefined || week?.days[0]?.day !== firstDay) return
    if (heard.current !== week.fingerprint) void again({ isAutomatic: true })
    heard.current = undefined
  }

  useEffect(() => {
    heard.current = undefined
    const path = `/locations/${encodeURIComponent(locationId)}/calendar/events?${new URLSearchParams(query).toString()}`
    return listenTo<Pick<Week, 'fingerprint'>>(path, {
      heard: ({ fingerprint }) => {
        heard.current = fingerprint
        compare()
      },
      lineIs: (state) => setIsLost(state === 'lost'),
      refused: (status) => status === 401 && whenSignedOut.call(),
    })
  }, [again])
  useEffect(compare, [body])

  const goTo = (day: string) => setFirstDay(mondayOf(day))
  return { ...load, firstDay, goTo, isLost }
}
