import type { Tx } from '#database.ts'
import { type Appointment, appointmentColumns } from '../appointment.ts'

export type Booked = Appointment & { bookedAt: Date }

/** What is booked at a location from an instant on, in the order of its times. Nothing of it says who comes. */
export async function appointmentsFrom(
  tx: Tx,
  { locationId, departmentIds, from }: { locationId: string; departmentIds: readonly string[]; from: Date },
): Promise<Booked[]> {
  return tx.query<Booked>({
    name: 'appointments-from',
    text: `
      SELECT ${appointmentColumns('appointment')}, booked_at AS "bookedAt" FROM appointment
      WHERE location_id = $1 AND department_id = ANY ($2) AND starts_at >= $3 AND state = 'booked'
      ORDER BY starts_at, id`,
    values: [locationId, departmentIds, from],
  })
}
