/** SQL: `wanted`, the consecutive slots that a visit of so many units takes from its start on. Needs WITH RECURSIVE. */
export function wantedSlots(of: { departmentId: string; locationId: string; startsAt: string; units: string }): string {
  const place = `department_id = ${of.departmentId} AND location_id = ${of.locationId}`
  return `wanted AS (
          SELECT id, starts_at + minutes * interval '1 minute' AS ends_at, 1 AS unit FROM slot
          WHERE ${place} AND starts_at = ${of.startsAt}
          UNION ALL
          SELECT slot.id, slot.starts_at + slot.minutes * interval '1 minute', unit + 1
          FROM wanted JOIN slot ON ${place} AND starts_at = ends_at
          WHERE unit < ${of.units}
        )`
}
