import type { AttendanceSource, Standing } from './visit.ts'

/** One thing that became known of a visit. */
export type AttendanceRecord = {
  what: AttendanceEvent
  source: AttendanceSource
  staffId: string | null
  room: string | null
  at: Date
}

export type AttendanceEvent =
  | 'arrived'
  | 'called'
  | 'with_clerk'
  | 'done'
  | 'attended'
  | 'no_show'
  | 'unrecorded'
  | 'put_back'
  | 'taken_back'
  | Answer

/** What applicants answer to "Were you seen?". */
export type Answer = 'says_seen' | 'says_office_cancelled' | 'says_could_not_come'

/** The records that count: `taken_back` takes away the last act of the office, never an applicant's answer. */
export function effective(records: readonly AttendanceRecord[]): AttendanceRecord[] {
  return records.reduce<AttendanceRecord[]>((counting, record) => {
    if (record.what !== 'taken_back') return [...counting, record]
    const last = counting.findLastIndex(isOfOffice)
    return counting.filter((_, index) => index !== last)
  }, [])
}

export function isOfOffice({ what }: AttendanceRecord): boolean {
  return !what.startsWith('says_')
}

/** How a visit stands after all its records. */
export function replay(records: readonly AttendanceRecord[]): Standing {
  return effective(records).reduce(after, unknown)
}

const unknown: Standing = {
  presence: 'expected',
  attendance: 'unrecorded',
  source: null,
  arrivedAt: null,
  calledAt: null,
  calledBy: null,
  room: null,
}

/** How a visit stands after one more record. A call is no proof that somebody came; what a clerk does next is. */
export function after(standing: Standing, { what, source, staffId, room, at }: AttendanceRecord): Standing {
  switch (what) {
    case 'arrived':
      return { ...standing, presence: 'arrived', arrivedAt: standing.arrivedAt ?? at }
    case 'called':
      return { ...standing, presence: 'called', calledAt: at, calledBy: staffId, room }
    case 'put_back':
      return { ...standing, ...waitingAgain(standing) }
    case 'with_clerk':
      return { ...standing, ...seen, presence: 'with_clerk', source, calledBy: staffId, room: room ?? standing.room }
    case 'done':
      return { ...standing, ...seen, presence: 'done', source, calledBy: staffId, room: room ?? standing.room }
    case 'attended':
      return { ...standing, attendance: 'attended', source }
    case 'no_show':
      return { ...standing, ...gone, attendance: 'no_show', source }
    case 'unrecorded':
      return { ...standing, ...gone, attendance: 'unrecorded', source: null }
    case 'says_seen':
      return isOpen(standing) ? { ...standing, attendance: 'attended', source } : standing
    case 'says_could_not_come':
      return isOpen(standing) ? { ...standing, attendance: 'no_show', source } : standing
    case 'says_office_cancelled':
    case 'taken_back':
      return standing
  }
}

const seen = { attendance: 'attended' } as const

/** Whoever is recorded as not there waits for nobody: only another arrival puts them among those who are. */
const gone = { presence: 'expected', calledBy: null, room: null } as const

function waitingAgain({ arrivedAt }: Standing): Pick<Standing, 'presence' | 'calledBy' | 'room'> {
  return { presence: arrivedAt ? 'arrived' : 'expected', calledBy: null, room: null }
}

function isOpen({ attendance }: Standing): boolean {
  return attendance === 'unrecorded'
}
