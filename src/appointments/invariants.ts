import { isUntouched } from './access.ts'
import { isKept } from './waitlist/settle-seat.ts'

const counted = 'department_id, location_id, service_id, channel, language, state, attendance, source, lead'

/** Each in words, with the statement that finds what breaks it: one text per case, to look it up by. */
export const invariants: Readonly<Record<string, string>> = {
  'booked seats are appointments': seats('booked', "SELECT slot_ids FROM appointment WHERE state = 'booked'"),
  'held seats are holds, or kept for the waitlist': seats(
    'held',
    `SELECT slot_ids FROM hold UNION ALL SELECT slot_ids FROM freed_seat WHERE ${isKept}
     UNION ALL SELECT slot_ids FROM lot WHERE state = 'offered'`,
  ),
  'no slot has more visits than seats': `
    SELECT 'slot ' || id FROM slot WHERE booked < 0 OR held < 0 OR booked + held > capacity`,
  'slots of a department and place do not overlap': `
    SELECT 'slot ' || id
    FROM (
      SELECT id, starts_at + minutes * interval '1 minute' AS ends_at,
        lead(starts_at) OVER (PARTITION BY department_id, location_id ORDER BY starts_at) AS next_starts_at
      FROM slot
    ) AS slot
    WHERE ends_at > next_starts_at`,
  'a person has one appointment per department': `
    SELECT 'appointment ' || min(id::text) FROM appointment WHERE state = 'booked' AND active
    GROUP BY identity, department_id HAVING count(*) > 1 AND identity IS NOT NULL`,
  'a code belongs to one appointment': `
    SELECT 'code ' || code FROM appointment WHERE state = 'booked' GROUP BY code HAVING count(*) > 1`,
  'appointments lie on their slots': lying('appointment', "appointment.state = 'booked'"),
  'holds lie on their slots': lying('hold', 'true'),
  'an offered lot lies on times of its draw': `
    SELECT 'lot ' || lot.id FROM lot JOIN draw ON draw.id = draw_id
    WHERE lot.state = 'offered' AND NOT lot.slot_ids <@ draw.slot_ids`,
  'drawn lots have a place in the order': `
    SELECT 'draw ' || draw_id FROM lot JOIN draw ON draw.id = draw_id WHERE drawn_at IS NOT NULL
    GROUP BY draw_id HAVING count(DISTINCT rank) <> count(*) OR max(rank) <> count(*)`,
  'nothing is kept of whoever a draw is over for': `
    SELECT 'lot ' || lot.id FROM lot JOIN draw ON draw.id = draw_id
    WHERE name IS NOT NULL AND (settled_at IS NOT NULL OR cancelled_at IS NOT NULL)`,
  'freed seats lie on their slots': lying('freed_seat', isKept),
  'what is offered to somebody is kept': `
    SELECT 'offer ' || offer.id FROM offer JOIN freed_seat ON freed_seat.id = freed_seat_id
    WHERE offer.state = 'offered' AND freed_seat.state <> 'offered'`,
  'nobody is offered what is no use to them': `
    SELECT 'offer ' || offer.id FROM offer JOIN freed_seat ON freed_seat.id = freed_seat_id
    JOIN subscription AS wish ON wish.id = subscription_id
    WHERE offer.state = 'offered' AND (wish.department_id <> freed_seat.department_id
      OR freed_seat.location_id <> coalesce(wish.location_id, freed_seat.location_id))`,
  'a moved appointment goes on under the same code': `
    SELECT 'appointment ' || former.id FROM appointment AS former
    LEFT JOIN appointment AS later ON later.moved_from_id = former.id
    WHERE former.state = 'moved' AND later.code IS DISTINCT FROM former.code`,
  'moves are counted': `
    SELECT 'appointment ' || later.id FROM appointment AS later JOIN appointment AS former ON former.id = later.moved_from_id
    WHERE later.moves <> former.moves + 1 OR former.state <> 'moved'`,
  'an appointment is for a service of its department': `
    SELECT 'appointment ' || appointment.id FROM appointment JOIN service ON service.id = service_id
    WHERE service.department_id <> appointment.department_id`,
  'who comes is known until the visit': `
    SELECT 'appointment ' || id FROM appointment
    WHERE state = 'booked' AND starts_at > now() AND ${isUntouched} AND (applicant_id IS NULL OR identity IS NULL)`,
  'nobody’s name outlives the appointments': `
    SELECT 'applicant ' || id FROM applicant
    WHERE NOT EXISTS (SELECT FROM appointment WHERE applicant_id = applicant.id)`,
  'what is known of a visit was recorded': `
    SELECT 'appointment ' || id FROM appointment
    WHERE (presence <> 'expected' OR attendance <> 'unrecorded')
      AND NOT EXISTS (SELECT FROM attendance_record WHERE appointment_id = appointment.id)`,
  'nothing is recorded before it was possible': `
    SELECT 'appointment ' || appointment.id FROM appointment
    JOIN attendance_record AS record ON record.appointment_id = appointment.id
    WHERE CASE what
      WHEN 'arrived' THEN ${day('at')} <> ${day('starts_at')}
      WHEN 'with_clerk' THEN ${day('at')} < ${day('starts_at')}
      WHEN 'done' THEN ${day('at')} < ${day('starts_at')}
      WHEN 'attended' THEN ${day('at')} < ${day('starts_at')}
      WHEN 'called' THEN ${day('at')} < ${day('starts_at')}
      WHEN 'no_show' THEN at < starts_at
      ELSE what IN ('says_seen', 'says_could_not_come', 'says_office_cancelled') AND at < starts_at
    END`,
  'a clerk has called one person at a time': `
    SELECT 'appointment ' || min(id::text) FROM appointment
    WHERE state = 'booked' AND presence = 'called' AND called_by IS NOT NULL
    GROUP BY called_by, ${day('starts_at')} HAVING count(*) > 1`,
  'nobody came to a visit that was cancelled or moved': `
    SELECT 'appointment ' || id FROM appointment
    WHERE state <> 'booked' AND (attendance <> 'unrecorded' OR NOT ${isUntouched})`,
  'whoever is recorded stands in nobody’s way': `
    SELECT 'appointment ' || id FROM appointment WHERE state = 'booked' AND active AND attendance <> 'unrecorded'`,
  'an import counts its rows': `
    SELECT 'import ' || import.id FROM import
    LEFT JOIN (SELECT import_id, count(*) AS count FROM imported_visit GROUP BY 1) AS visits ON import_id = import.id
    WHERE rows <> coalesce(count, 0)`,
  'a broadcast’s report adds up to its audience': `
    SELECT 'broadcast ' || broadcast.id FROM broadcast
    LEFT JOIN (SELECT broadcast_id, count(*) AS count FROM broadcast_recipient GROUP BY 1) AS told ON broadcast_id = broadcast.id
    WHERE counts IS NULL AND coalesce(people, 0) <> coalesce(count, 0)`,
  'whoever is just being told has a message on its way': `
    SELECT 'recipient ' || recipient.id FROM broadcast_recipient AS recipient
    LEFT JOIN message ON message.conversation_id = recipient.conversation_id AND message.sequence = recipient.sequence
    WHERE recipient.state = 'sending'
      AND (message.recipient_id IS DISTINCT FROM recipient.id OR message.status NOT IN ('queued', 'sending'))`,
  'a finished broadcast leaves nobody waiting': `
    SELECT 'broadcast ' || id FROM broadcast
    WHERE state = 'finished' AND EXISTS (
      SELECT FROM broadcast_recipient WHERE broadcast_id = broadcast.id AND broadcast_recipient.state IN ('queued', 'sending')
    )`,
  'nobody is told of what never was': `
    SELECT 'appointment ' || appointment.id FROM notice JOIN appointment ON appointment.id = appointment_id
    WHERE CASE kind
      WHEN 'moved' THEN moved_from_id IS NULL
      WHEN 'cancelled' THEN state <> 'cancelled_by_office'
      WHEN 'reminder' THEN told_at >= starts_at
      WHEN 'called' THEN NOT EXISTS (
        SELECT FROM attendance_record WHERE appointment_id = appointment.id AND what = 'called' AND at = due_at
      )
      ELSE starts_at > due_at
    END`,
  'the sums of a day are those of its counters': `
    SELECT 'count ' || day
    FROM (
      SELECT day, department_id, state, attendance, count FROM day_count
      UNION ALL
      SELECT day, department_id, state, attendance, -count FROM visit_count JOIN visit_kind ON visit_kind.id = kind_id
    ) AS figure
    GROUP BY day, department_id, state, attendance HAVING sum(count) <> 0`,
  'the sums of a month are those of its counters': `
    SELECT 'count ' || month
    FROM (
      SELECT month, kind_id, count FROM month_count
      UNION ALL
      SELECT date_trunc('month', day)::date, kind_id, -count FROM visit_count
    ) AS figure
    GROUP BY month, kind_id HAVING sum(count) <> 0`,
  // A day of which no booking is left any more proves nothing: then its counters are all there is.
  'what is counted is what was booked': `
    SELECT 'count ' || day
    FROM (
      SELECT day, ${counted}, count(*) AS booked, 0 AS counted FROM counted_visit GROUP BY day, ${counted}
      UNION ALL
      SELECT day, ${counted}, 0, change FROM visit_change
      UNION ALL
      SELECT day, ${counted}, 0, count FROM visit_count JOIN visit_kind ON visit_kind.id = kind_id
    ) AS figure
    WHERE day IN (SELECT day FROM counted_visit)
    GROUP BY day, ${counted} HAVING sum(booked) <> sum(counted)`,
}

/** The office's day of a column. */
function day(column: string): string {
  return `(${column} AT TIME ZONE 'Europe/Berlin')::date`
}

function seats(counted: 'booked' | 'held', taken: string): string {
  return `
    SELECT 'slot ' || id FROM slot
    LEFT JOIN (
      SELECT slot_id, count(*) AS visits FROM (SELECT unnest(slot_ids) AS slot_id FROM (${taken}) AS taken) AS seat
      GROUP BY slot_id
    ) AS visited ON slot_id = id
    WHERE slot.${counted} <> coalesce(visits, 0)`
}

/** From the start of the first slot to the end of the last, without a gap, in the same department and place. */
function lying(table: 'appointment' | 'hold' | 'freed_seat', condition: string): string {
  return `
    SELECT '${table} ' || ${table}.id
    FROM ${table}
    LEFT JOIN LATERAL (
      SELECT count(*) AS units, min(starts_at) AS starts_at, max(starts_at + minutes * interval '1 minute') AS ends_at,
        sum(minutes) * interval '1 minute' AS duration
      FROM slot
      WHERE slot.id = ANY (${table}.slot_ids)
        AND slot.department_id = ${table}.department_id AND slot.location_id = ${table}.location_id
    ) AS lain ON true
    WHERE ${condition} AND NOT coalesce(
      units = cardinality(slot_ids) AND lain.starts_at = ${table}.starts_at AND lain.ends_at = ${table}.ends_at
        AND duration = lain.ends_at - lain.starts_at, false
    )`
}
