import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { hasRoleEverywhere, useDesk } from '../member.ts'
import { DepartmentDialog } from '../office/department-dialog.tsx'
import { List } from '../office/list.tsx'
import { LocationDialog } from '../office/location-dialog.tsx'
import { MissingOverall } from '../office/missing.tsx'
import { RoomDialog } from '../office/room-dialog.tsx'
import { ServiceDialog } from '../office/service-dialog.tsx'
import {
  type DepartmentRow,
  type LocationRow,
  nameOf,
  nextPosition,
  type OfficeData,
  type RoomRow,
  type ServiceRow,
} from '../office/things.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

type Open =
  | { kind: 'department'; row?: DepartmentRow }
  | { kind: 'service'; row?: ServiceRow; departmentId: string }
  | { kind: 'location'; row?: LocationRow }
  | { kind: 'room'; row?: RoomRow; location: LocationRow }

/** What the office is: departments, services with documents, locations with rooms, and every text in all languages. */
export function page(): JSX.Element {
  const { me } = useDesk()
  const office = useLoad(() => api('GET', '/office', {}))
  const [open, setOpen] = useState<Open | undefined>()
  const [outcome, setOutcome] = useState<string | undefined>()
  const isWhole = hasRoleEverywhere(me, ['administrator'])
  const close = () => setOpen(undefined)

  async function done(what: string) {
    setOutcome(what)
    await office.again()
  }

  return (
    <div class="calendar">
      <PageHead title={t('office.title')} intro={t('office.intro')}>
        {isWhole && (
          <>
            <Button icon="add" onClick={() => setOpen({ kind: 'department' })}>
              {t('office.addDepartment')}
            </Button>
            <Button icon="add" onClick={() => setOpen({ kind: 'location' })}>
              {t('office.addLocation')}
            </Button>
          </>
        )}
      </PageHead>
      <div aria-live="polite">{outcome !== undefined && <Notice kind="success" title={outcome} />}</div>
      <Loaded of={office}>
        {(body) => (
          <>
            <MissingOverall office={body} />
            <Lists office={body} edit={setOpen} />
            {open && <Editor open={open} office={body} close={close} done={done} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Lists({ office, edit }: { office: OfficeData; edit: (open: Open) => void }): JSX.Element {
  const { departments, services, locations, rooms } = office
  return (
    <>
      <List
        title={t('office.departments')}
        items={departments.map((row) => ({
          key: row.id,
          name: nameOf(row),
          about: t('office.hasServices', {
            count: services.filter(({ departmentId, retired }) => departmentId === row.id && !retired).length,
          }),
          texts: [row.name],
          retired: row.retired,
          edit: () => edit({ kind: 'department', row }),
        }))}
      />
      {departments.map((department) => (
        <List
          key={department.id}
          title={t('office.servicesOf', { department: nameOf(department) })}
          items={services
            .filter(({ departmentId }) => departmentId === department.id)
            .map((row) => ({
              key: row.id,
              name: nameOf(row),
              about: `${t('office.slots', { count: row.units })}, ${t('office.hasDocuments', { count: row.documents.length })}`,
              texts: [row.name, ...row.documents],
              warning: office.tooLong.includes(row.id) && !row.retired ? t('office.tooLong') : undefined,
              retired: row.retired,
              edit: () => edit({ kind: 'service', row, departmentId: department.id }),
            }))}
        >
          <Button icon="add" onClick={() => edit({ kind: 'service', departmentId: department.id })}>
            {t('office.addService')}
          </Button>
        </List>
      ))}
      <List
        title={t('office.locations')}
        items={locations.map((row) => ({
          key: row.id,
          name: nameOf(row),
          about: row.address,
          texts: [row.name],
          retired: row.retired,
          edit: () => edit({ kind: 'location', row }),
        }))}
      />
      {locations.map((location) => (
        <List
          key={location.id}
          title={t('office.roomsOf', { location: nameOf(location) })}
          isTranslated={false}
          items={rooms
            .filter(({ locationId }) => locationId === location.id)
            .map((row) => ({
              key: row.id,
              name: row.name,
              about: usedBy(row, office),
              texts: [],
              retired: row.retired,
              edit: () => edit({ kind: 'room', row, location }),
            }))}
        >
          <Button icon="add" onClick={() => edit({ kind: 'room', location })}>
            {t('office.addRoom', { where: nameOf(location) })}
          </Button>
        </List>
      ))}
    </>
  )
}

type Editing = { open: Open; office: OfficeData; close: () => void; done: (what: string) => Promise<void> }

function Editor({ open, office, close, done }: Editing): JSX.Element {
  const { departments, services, locations } = office
  switch (open.kind) {
    case 'department':
      return <DepartmentDialog {...open} position={nextPosition(departments)} close={close} done={done} />
    case 'service':
      return (
        <ServiceDialog
          {...open}
          position={nextPosition(services.filter(({ departmentId }) => departmentId === open.departmentId))}
          close={close}
          done={done}
        />
      )
    case 'location':
      return <LocationDialog {...open} position={nextPosition(locations)} close={close} done={done} />
    case 'room':
      return <RoomDialog {...open} office={office} close={close} done={done} />
  }
}

function usedBy({ departmentId }: RoomRow, { departments }: OfficeData): string {
  const department = departments.find(({ id }) => id === departmentId)
  return department ? nameOf(department) : t('shell.allDepartments')
}
