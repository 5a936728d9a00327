import type { Sheet } from './entry.ts'

const counted = 'sums without a person; what is published hides small groups'

/** Tables about nobody. Their columns stand here too, so that a new one is looked at. */
export const nobody = {
  department: office('departments', 'id position name retired version'),
  service: office('what a visit is for', 'id department_id position units name documents retired version'),
  location: office('where people go', 'id position name address latitude longitude retired version'),
  room: office('rooms', 'id location_id department_id name retired version'),
  opening_hours: office(
    'hours of a week',
    'id department_id location_id weekday opens closes slot_minutes capacity version',
  ),
  special_hours: office(
    'hours of a day',
    'id department_id location_id day opens closes slot_minutes capacity version',
  ),
  closure: office('days that are closed', 'id department_id location_id first_day last_day reason version'),
  slot: office(
    'times and how many are taken',
    'id department_id location_id starts_at minutes state capacity booked held is_free public_from',
  ),
  device: office(
    'screens and tablets',
    'id kind name location_id key_hash paired_at revoked_at pairing_hash pairing_expires_at',
  ),
  api_key: office(
    'keys of the office’s other systems, of which only the hash is here',
    'id name hash scopes created_at expires_at revoked_at last_used_at location_id',
  ),
  webhook: office(
    'the office’s other systems that hear of bookings; the secret is encrypted',
    'id url secret events created_at disabled_at disabled_reason',
  ),
  setting: office('what a process remembers beyond its end', 'key value'),
  broadcast_wave: {
    what: 'the waves of a broadcast',
    aboutPersons: false,
    because: 'texts by staff and numbers',
    columns: 'broadcast_id number at free size last_id bodies',
  },
  visit_change: counter(
    'changes of the counters',
    'day department_id location_id service_id channel language state attendance source lead change',
  ),
  visit_kind: counter(
    'what is counted apart',
    'id department_id location_id service_id channel language state attendance source lead',
  ),
  visit_count: counter('visits by day', 'day kind_id count'),
  month_count: counter('visits by month', 'month kind_id count'),
  day_count: counter('visits by day and department', 'day department_id state attendance count'),
  talk_change: counter('changes of the talks’ counters', 'day channel language task step asked passed unclear'),
  talk_count: counter('questions asked and got over', 'day channel language task step asked passed unclear'),
  seat_count: counter('seats by day', 'day department_id location_id seats booked freed refilled attended'),
  wait_sample: counter('how far away the next free time was', 'day department_id location_id days'),
} as const satisfies Sheet

function office(what: string, columns: string) {
  return { what, aboutPersons: false, because: 'data of the office', columns } as const
}

function counter(what: string, columns: string) {
  return { what, aboutPersons: false, because: counted, columns } as const
}
