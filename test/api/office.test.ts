import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepOffice } from '#chores/keep-office.ts'
import { loadOffice } from '#appointments/office.ts'
import { emptyTables } from '../database/empty-tables.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
let kept: Awaited<ReturnType<typeof keepOffice>>
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  kept = await keepOffice(desk.database, desk.desk.log)
})
afterEach(async () => {
  const { prisma } = desk.database
  await prisma.room.deleteMany()
  await emptyTables(desk.database, 'appointment', 'data_key')
})
afterAll(async () => {
  await kept.stop()
  await desk.close()
})

const department = { name: { de: 'Einbürgerung' }, position: 9, retired: false }
const service = {
  name: { de: 'Einbürgerung beantragen', uk: 'Подати заяву' },
  units: 2,
  documents: [{ de: 'Pass', uk: 'паспорт' }, { de: 'Sprachnachweis' }],
  position: 1,
  retired: false,
}
const location = {
  name: { de: 'Rathaus Kaarst' },
  address: 'Am Neumarkt 2, 41564 Kaarst',
  latitude: 51.2,
  longitude: 6.6,
  position: 5,
  retired: false,
}

describe('office data', () => {
  it('is added, and applicants see it at once, in German where a translation is missing', async () => {
    const boss = await desk.hires('administrator')
    const { id: departmentId } = (await boss.sends('POST', '/departments', department)).body
    expect(departmentId).toBe('einbuergerung')
    const added = await boss.sends('POST', '/services', { ...service, departmentId })
    expect(added.body.id).toBe('einbuergerung-einbuerger')
    const seen = () => kept.office().departments.find(({ id }) => id === departmentId)?.services[0]
    await expect.poll(seen, { timeout: 5000 }).toMatchObject({
      units: 2,
      documents: { de: ['Pass', 'Sprachnachweis'], uk: ['паспорт', 'Sprachnachweis'] },
    })
    const shown = (await boss.gets('/office')).body.services.find(({ id }: { id: string }) => id === added.body.id)
    expect(shown).toMatchObject({ documents: service.documents, name: service.name, version: 1 })
    expect((await boss.sends('POST', `/services/${added.body.id}/remove`, { version: 1 })).status).toBe(200)
    expect((await boss.sends('POST', `/departments/${departmentId}/remove`, { version: 1 })).status).toBe(200)
    await expect.poll(() => kept.office().departments.length, { timeout: 5000 }).toBe(3)
  })

  it('says which services are too long for every opening time of their department', async () => {
    const boss = await desk.hires('administrator')
    const { id: departmentId } = (await boss.sends('POST', '/departments', department)).body
    const { id } = (await boss.sends('POST', '/services', { ...service, units: 3, departmentId })).body
    const tooLong = async () => (await boss.gets('/office')).body.tooLong.includes(id)
    expect(await tooLong(), 'no hours yet').toBe(false)
    const opens = (from: string, to: string, locationId = 'neuss') =>
      desk.database.prisma.openingHours.create({
        data: { departmentId, locationId, weekday: 1, opens: from, closes: to, slotMinutes: 20, capacity: 1 },
      })
    await opens('08:00', '08:50')
    await opens('09:00', '09:40')
    await opens('09:40', '10:00', 'grevenbroich')
    expect(await tooLong()).toBe(true)
    await opens('09:40', '10:00')
    expect(await tooLong(), 'hours that follow each other').toBe(false)
    await desk.database.prisma.openingHours.deleteMany({ where: { departmentId } })
    await boss.sends('POST', `/services/${id}/remove`, { version: 1 })
    await boss.sends('POST', `/departments/${departmentId}/remove`, { version: 1 })
  })

  it('edited by two at once: the second sees what changed, and changes nothing', async () => {
    const [one, other] = [await desk.hires('manager'), await desk.hires('manager')]
    const { services } = (await one.gets('/office')).body
    const { id, departmentId: _, version, ...first } = services[0]
    expect((await one.sends('PUT', `/services/${id}`, { ...first, units: 3, version })).status).toBe(200)
    const late = await other.sends('PUT', `/services/${id}`, { ...first, units: 4, version })
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: 'edited-meanwhile', details: { current: { units: 3, version: version + 1 } } } },
    })
    expect((await other.sends('PUT', `/services/${id}`, { ...first, version: version + 1 })).status).toBe(200)
  })

  it('that something hangs on is not deleted, but switched off', async () => {
    const boss = await desk.hires('administrator')
    const refused = await boss.sends('POST', '/departments/asylum/remove', { version: 1 })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'in-use' } } })
    expect(refused.body.error.details.by).toMatchObject({ services: expect.any(Number), hours: expect.any(Number) })
    expect(await boss.sends('POST', '/locations/neuss/remove', { version: 1 })).toMatchObject({ status: 409 })
    const { id } = (await boss.sends('POST', '/services', { ...service, departmentId: 'general' })).body
    await desk.database.prisma.service.update({ where: { id }, data: { units: 1 } })
    await visitor(desk.desk, { startsAt: today('10:00'), serviceId: id })
    const used = await boss.sends('POST', `/services/${id}/remove`, { version: 1 })
    expect(used).toMatchObject({ status: 409, body: { error: { details: { by: { appointments: 1 } } } } })
    const off = await boss.sends('PUT', `/services/${id}`, { ...service, retired: true, version: 1 })
    expect(off.status).toBe(200)
    const office = await loadOffice(desk.database.prisma)
    expect(office.departments.flatMap(({ services }) => services).find((each) => each.id === id)?.retired).toBe(true)
    await desk.database.prisma.appointment.deleteMany()
    await desk.database.prisma.service.delete({ where: { id } })
  })

  it('locations and rooms are edited too', async () => {
    const boss = await desk.hires('administrator')
    const { id } = (await boss.sends('POST', '/locations', location)).body
    expect(id).toBe('rathaus-kaarst')
    const room = { name: 'E 12', departmentId: null, retired: false }
    const added = await boss.sends('POST', '/rooms', { ...room, locationId: id })
    expect(await boss.sends('POST', '/rooms', { ...room, locationId: id })).toMatchObject({
      status: 409,
      body: { error: { code: 'room-taken', field: 'name' } },
    })
    expect(await boss.sends('POST', `/locations/${id}/remove`, { version: 1 })).toMatchObject({ status: 409 })
    const changed = { ...room, name: 'E 13', departmentId: 'asylum', version: 1 }
    expect((await boss.sends('PUT', `/rooms/${added.body.id}`, changed)).status).toBe(200)
    expect((await boss.sends('POST', `/rooms/${added.body.id}/remove`, { version: 1 })).status).toBe(409)
    expect((await boss.sends('POST', `/rooms/${added.body.id}/remove`, { version: 2 })).status).toBe(200)
    expect((await boss.sends('POST', `/locations/${id}/remove`, { version: 1 })).status).toBe(200)
  })

  it('is refused with what is wrong with it', async () => {
    const boss = await desk.hires('administrator')
    for (const [path, body, field] of [
      ['/departments', { ...department, name: { uk: 'Без німецької' } }, 'name.de'],
      ['/departments', { ...department, name: { de: 'a\nb' } }, 'name.de'],
      ['/departments', { ...department, name: { de: 'halb \ud800' } }, 'name.de'],
      ['/services', { ...service, departmentId: 'a\u0000b' }, 'departmentId'],
      ['/services', { ...service, departmentId: 'asylum', units: 5 }, 'units'],
      ['/services', { ...service, departmentId: 'asylum', documents: [] }, 'documents'],
      ['/locations', { ...location, address: 'Kaarst' }, 'address'],
      ['/locations', { ...location, latitude: 6.6 }, 'latitude'],
    ] as const)
      expect(await boss.sends('POST', path, body)).toMatchObject({ status: 400, body: { error: { field } } })
    expect((await boss.sends('POST', '/services', { ...service, departmentId: 'nowhere' })).status).toBe(422)
  })

  it('is for who leads the department, and new departments for who administers everything', async () => {
    const clerk = await desk.hires('clerk')
    const asylum = await desk.hires('manager', { departmentId: 'asylum' })
    const boss = await desk.hires('manager')
    const { services } = (await asylum.gets('/office')).body
    expect((await clerk.gets('/office')).status).toBe(403)
    for (const { id, departmentId, ...rest } of services.slice(0, 1).concat(services.slice(-1))) {
      const sent = await asylum.sends('PUT', `/services/${id}`, rest)
      expect(sent.status, departmentId).toBe(departmentId === 'asylum' ? 200 : 403)
    }
    expect((await boss.sends('POST', '/departments', department)).status).toBe(403)
    expect((await boss.sends('POST', '/locations', location)).status).toBe(403)
    const room = { name: 'E 14', departmentId: 'asylum', retired: false }
    const { id } = (await asylum.sends('POST', '/rooms', { ...room, locationId: 'neuss' })).body
    const given = { ...room, departmentId: 'general', version: 1 }
    expect((await asylum.sends('PUT', `/rooms/${id}`, given)).status).toBe(403)
    expect((await boss.sends('PUT', `/rooms/${id}`, given)).status).toBe(200)
  })
})
