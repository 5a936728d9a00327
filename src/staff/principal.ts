import type { Grant } from './role.ts'
import type { Scope } from './scope.ts'

/** Who asks: somebody who works here, another system, or a screen or tablet of the office. */
export type Principal = StaffMember | ApiKeyHolder | PairedDevice

export type StaffMember = { kind: 'staff'; id: string; name: string; email: string; grants: readonly Grant[] }

/** `soleScope`: the one thing that the key was made for. Without a location it is for the whole office. */
export type ApiKeyHolder = {
  kind: 'api-key'
  id: string
  scopes: readonly Scope[]
  soleScope: Scope | undefined
  locationId: string | null
}

export type DeviceKind = 'board' | 'kiosk'
export type PairedDevice = { kind: 'device'; id: string; device: DeviceKind; locationId: string }
