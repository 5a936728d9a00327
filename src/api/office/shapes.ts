import { z } from 'zod'
import { Translated } from '#appointments/office.ts'
import { PlaceId } from '../calendar/inputs.ts'
import { Line, OfficeTexts } from './texts.ts'

const Position = z.int().min(1).max(999)
const common = { position: Position, retired: z.boolean() }

/** What is given for each, by the rules of the example office. */
export const DepartmentBody = { name: OfficeTexts, ...common }
export const ServiceBody = {
  name: OfficeTexts,
  units: z.int().min(1).max(4),
  documents: z.array(OfficeTexts).min(1).max(30),
  ...common,
}
export const LocationBody = {
  name: OfficeTexts,
  address: Line.min(1).regex(/^.+ \d+\w?, \d{5} .+$/),
  latitude: z.number().min(47).max(56),
  longitude: z.number().min(5).max(16),
  ...common,
}
export const RoomBody = {
  name: Line.min(1).max(30),
  departmentId: PlaceId.nullable(),
  retired: z.boolean(),
}

export const Version = z.int32()
export const TextId = z.object({ id: PlaceId })

const row = { version: z.int(), retired: z.boolean() }

/**
 * The office as it is edited: everything, also what is switched off, and every text as it was given. `tooLong` are services that
 * no opening hours of their department have room for: nobody can book them.
 */
export const OfficeShape = z.object({
  departments: z.array(z.object({ id: z.string(), name: Translated, position: z.int(), ...row })),
  services: z.array(
    z.object({
      id: z.string(),
      departmentId: z.string(),
      name: Translated,
      units: z.int(),
      documents: z.array(Translated),
      position: z.int(),
      ...row,
    }),
  ),
  tooLong: z.array(z.string()),
  locations: z.array(
    z.object({
      id: z.string(),
      name: Translated,
      address: z.string(),
      latitude: z.number(),
      longitude: z.number(),
      position: z.int(),
      ...row,
    }),
  ),
  rooms: z.array(
    z.object({ id: z.int(), locationId: z.string(), departmentId: z.string().nullable(), name: z.string(), ...row }),
  ),
})
