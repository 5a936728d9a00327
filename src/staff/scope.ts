import { z } from 'zod'

/** What a key of another system may do. Scopes hold for the whole office. */
export const Scope = z.enum([
  'visits:read',
  'visits:write',
  'calendar:read',
  'calendar:write',
  'calendar:feed',
  'office:read',
  'office:write',
  'people:read',
  'people:write',
  'reports:read',
  'reports:export',
  'broadcasts:read',
  'broadcasts:write',
  'webhooks:read',
  'webhooks:write',
])
export type Scope = z.infer<typeof Scope>
