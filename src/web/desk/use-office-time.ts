import { useEffect, useState } from 'preact/hooks'
import { officeTime } from './clock.ts'

/** Milliseconds. */
const tick = 10_000

/** What time it is at the office; it goes on by itself. */
export function useOfficeTime(): Date {
  const [, setTicks] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTicks((known) => known + 1), tick)
    return () => clearInterval(timer)
  }, [])
  return officeTime()
}
