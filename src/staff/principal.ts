import type { Grant } from './role.ts'
import type { Scope } from './scope.ts'

/** Who asks: somebody who works here, another system, or a screen or tablet of the office. */
export type Principal = StaffMember | ApiKeyHolder | PairedDevice

export type StaffMember = { kind: 'staff'; id: string; name: string; email: string; grants: readonly Grant[] }

export type ApiKeyHolder = { kind: 'api-key'; id: string; scopes: readonly Scope[] }

export type DeviceKind = 'board' | 'kiosk'
export type PairedDevice = { kind: 'device'; id: string; device: DeviceKind; locationId: string }
