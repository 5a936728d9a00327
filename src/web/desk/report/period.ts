import { addDays, today } from '../calendar/week.ts'

/** Days "YYYY-MM-DD", both included; without them the server's choice. */
export type Period = { from?: string; to?: string }

export type Preset = 'lastMonth' | 'thisYear' | 'lastYear'
export const presets: readonly Preset[] = ['lastMonth', 'thisYear', 'lastYear']

/** What the address of the page asks for, so that a report can be linked to. */
export function addressed(): Period {
  const asked = new URLSearchParams(location.search)
  const [from, to] = [asked.get('from'), asked.get('to')]
  return { ...(from && { from }), ...(to && { to }) }
}

export function periodOf(preset: Preset): Required<Period> {
  const now = today()
  const year = Number(now.slice(0, 4))
  switch (preset) {
    case 'lastMonth': {
      const to = addDays(`${now.slice(0, 8)}01`, -1)
      return { from: `${to.slice(0, 8)}01`, to }
    }
    case 'thisYear':
      return { from: `${year}-01-01`, to: addDays(now, -1) }
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  }
}
