import type { FunctionComponent } from 'preact'
import type { RoleName } from './member.ts'
import type { TextKey } from './texts.ts'

/** A page of the desk: its path, its name in the navigation, whom it is for, and where it is. */
export type PageEntry = {
  path: `/desk/${string}`
  /** Where it was before: an address that somebody has kept leads here. */
  formerly?: `/desk/${string}`
  title: TextKey
  roles: readonly RoleName[]
  /** Only for whom the role holds everywhere. */
  isWhole?: boolean
  /** Reached from elsewhere than the navigation. */
  isHidden?: boolean
  load(): Promise<{ page: FunctionComponent }>
}

const everybody: readonly RoleName[] = ['clerk', 'manager', 'administrator', 'auditor']

/** In the order of the navigation. The first one that somebody may see is where they begin. */
export const pages: readonly PageEntry[] = [
  {
    path: '/desk/heute',
    title: 'today.title',
    roles: ['clerk', 'manager'],
    load: () => import('./pages/today.tsx'),
  },
  {
    path: '/desk/kalender',
    title: 'calendar.title',
    roles: ['clerk', 'manager'],
    load: () => import('./pages/calendar.tsx'),
  },
  {
    path: '/desk/personen',
    title: 'people.title',
    roles: ['clerk', 'manager'],
    load: () => import('./pages/people.tsx'),
  },
  {
    path: '/desk/warteliste',
    title: 'waitlist.title',
    roles: ['clerk', 'manager'],
    load: () => import('./pages/waitlist.tsx'),
  },
  {
    path: '/desk/rundschreiben',
    title: 'broadcasts.title',
    roles: ['manager'],
    load: () => import('./pages/broadcasts.tsx'),
  },
  {
    path: '/desk/verlosung',
    title: 'draws.title',
    roles: ['manager'],
    load: () => import('./pages/draws.tsx'),
  },
  {
    path: '/desk/auswertung',
    formerly: '/desk/report',
    title: 'report.title',
    roles: ['manager', 'auditor', 'administrator'],
    load: () => import('./pages/report.tsx'),
  },
  {
    path: '/desk/import',
    title: 'import.title',
    roles: ['manager', 'administrator'],
    isWhole: true,
    load: () => import('./pages/import.tsx'),
  },
  {
    path: '/desk/behoerde',
    title: 'office.title',
    roles: ['manager', 'administrator'],
    load: () => import('./pages/office.tsx'),
  },
  {
    path: '/desk/mitarbeitende',
    title: 'staff.title',
    roles: ['administrator'],
    isWhole: true,
    load: () => import('./pages/staff.tsx'),
  },
  {
    path: '/desk/geraete',
    title: 'devices.title',
    roles: ['manager', 'administrator'],
    load: () => import('./pages/devices.tsx'),
  },
  {
    path: '/desk/schluessel',
    title: 'keys.title',
    roles: ['administrator'],
    isWhole: true,
    load: () => import('./pages/keys.tsx'),
  },
  {
    path: '/desk/webhooks',
    title: 'webhooks.title',
    roles: ['administrator'],
    isWhole: true,
    load: () => import('./pages/webhooks.tsx'),
  },
  {
    path: '/desk/protokoll',
    title: 'audit.title',
    roles: ['auditor', 'administrator'],
    isWhole: true,
    load: () => import('./pages/audit.tsx'),
  },
  {
    path: '/desk/konto',
    title: 'account.title',
    roles: everybody,
    isHidden: true,
    load: () => import('./pages/account.tsx'),
  },
]
