import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword } from '#staff/hash-password.ts'
import type { Role } from '#staff/role.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

let desk: OpenDesk
let hash: string
beforeAll(async () => {
  desk = await openDesk()
  hash = await hashPassword('der rote Hund bellt leise')
})
afterAll(() => desk.close())
beforeEach(() => desk.database.prisma.staff.deleteMany())

const everywhere = (role: Role) => ({ role, departmentId: null, locationId: null })

/** An administrator who could sign in. */
async function administrator() {
  const hired = await desk.hires('administrator')
  await desk.database.prisma.staff.update({ where: { id: hired.id }, data: { passwordHash: hash } })
  return hired
}

describe('who works here', () => {
  it('is listed with roles and state', async () => {
    const boss = await administrator()
    const added = await boss.sends('POST', '/staff', {
      name: 'Anna',
      email: 'Anna@example.org',
      roles: [{ role: 'clerk', departmentId: 'general', locationId: 'neuss' }],
    })
    expect(added.body.invitation.link).toMatch(/^http:\/\/localhost\/desk\/einladung#[\w-]{43}$/)
    const { body } = await boss.gets('/staff')
    expect(body.members).toContainEqual({
      id: added.body.id,
      name: 'Anna',
      email: 'anna@example.org',
      state: 'invited',
      isLinked: false,
      roles: [{ role: 'clerk', departmentId: 'general', locationId: 'neuss' }],
      lastSeenAt: null,
    })
    expect(JSON.stringify(body)).not.toContain('argon2')
  })

  it('is added once, and only for places that exist', async () => {
    const boss = await administrator()
    const add = (wish: Record<string, unknown>) =>
      boss.sends('POST', '/staff', { name: 'Anna', email: 'anna@example.org', roles: [everywhere('clerk')], ...wish })
    expect((await add({})).status).toBe(200)
    expect((await add({ email: 'ANNA@example.org' })).body.error).toMatchObject({ code: 'email-taken', field: 'email' })
    const nowhere = [{ role: 'clerk', departmentId: 'nowhere', locationId: null }]
    expect((await add({ email: 'bea@example.org', roles: nowhere })).body.error.code).toBe('unknown-place')
    expect((await add({ email: 'no address' })).body.error).toMatchObject({ code: 'invalid', field: 'email' })
  })

  it('is no business of a manager, a clerk, an auditor, or an administrator of one department', async () => {
    for (const role of ['manager', 'clerk', 'auditor'] as const)
      expect((await (await desk.hires(role)).gets('/staff')).status, role).toBe(403)
    const limited = await desk.hires('administrator', { departmentId: 'general' })
    expect((await limited.gets('/staff')).status).toBe(403)
    const { status } = await limited.sends('PUT', `/staff/${limited.id}/roles`, {
      roles: [everywhere('administrator')],
    })
    expect(status, 'nobody gives themselves more').toBe(403)
  })

  it('gets another name and address, which nobody else has', async () => {
    const boss = await administrator()
    const [anna, bernd] = [await desk.hires('clerk'), await desk.hires('clerk')]
    const change = (body: Record<string, unknown>) => boss.sends('PUT', `/staff/${anna.id}`, body)
    expect((await change({ name: 'Anna Neu', email: 'Anna.Neu@example.org' })).status).toBe(200)
    expect((await anna.gets('/me')).body).toMatchObject({ name: 'Anna Neu', email: 'anna.neu@example.org' })
    const entry = await desk.database.prisma.auditEntry.findFirst({
      where: { subject: anna.id, deed: 'change-member' },
    })
    expect(entry?.facts).toEqual({ changed: ['name', 'email'] })
    const taken = await change({ name: 'Anna', email: `${bernd.id}@example.org` })
    expect(taken.body.error).toMatchObject({ code: 'email-taken', field: 'email' })
    expect((await change({ name: '', email: 'anna@example.org' })).body.error.field).toBe('name')
    expect((await boss.sends('PUT', `/staff/${randomUUID()}`, { name: 'A', email: 'a@example.org' })).status).toBe(404)
    expect((await anna.sends('PUT', `/staff/${anna.id}`, { name: 'A', email: 'a@example.org' })).status).toBe(403)
  })

  it('is let go by the provider: its account opens this one no more', async () => {
    const boss = await administrator()
    const anna = await desk.hires('clerk')
    const { prisma } = desk.database
    await prisma.staff.update({ where: { id: anna.id }, data: { oidcSubject: 'anna-1' } })
    const linked = (await boss.gets('/staff')).body.members.find(({ id }: { id: string }) => id === anna.id)
    expect(linked).toMatchObject({ isLinked: true, state: 'active' })
    expect((await boss.sends('POST', `/staff/${anna.id}/unlink`)).status).toBe(200)
    expect((await prisma.staff.findUniqueOrThrow({ where: { id: anna.id } })).oidcSubject).toBeNull()
    expect((await anna.gets('/me')).status, 'who came in by it is out').toBe(401)
  })

  it('gets another role, which counts from the next request on', async () => {
    const boss = await administrator()
    const anna = await desk.hires('clerk')
    expect((await anna.gets('/audit')).status).toBe(403)
    await boss.sends('PUT', `/staff/${anna.id}/roles`, { roles: [everywhere('auditor')] })
    expect((await anna.gets('/audit')).status).toBe(200)
  })

  it('is out at once when disabled, and may come back', async () => {
    const boss = await administrator()
    const anna = await desk.hires('clerk')
    expect((await boss.sends('POST', `/staff/${anna.id}/disable`)).status).toBe(200)
    expect((await anna.gets('/me')).status).toBe(401)
    expect((await boss.sends('POST', `/staff/${anna.id}/reset`)).body.error.code).toBe('member-disabled')
    expect((await boss.sends('POST', `/staff/${anna.id}/enable`)).status).toBe(200)
    expect((await anna.gets('/me')).status, 'the session is gone all the same').toBe(401)
    expect((await (await desk.signsIn(anna.id)).gets('/me')).status).toBe(200)
  })

  it('is reset: what they had opens nothing any more', async () => {
    const boss = await administrator()
    const anna = await administrator()
    await desk.database.prisma.staff.update({ where: { id: anna.id }, data: { oidcSubject: 'anna-1' } })
    const { body } = await boss.sends('POST', `/staff/${anna.id}/reset`)
    expect(body.invitation.link).toContain('/desk/einladung#')
    expect((await anna.gets('/me')).status).toBe(401)
    const row = await desk.database.prisma.staff.findUniqueOrThrow({ where: { id: anna.id } })
    expect(row).toMatchObject({ passwordHash: null, totpSecret: null, totpConfirmed: false, oidcSubject: null })
  })

  it('is not somebody of whom there is no row', async () => {
    const boss = await administrator()
    for (const deed of ['disable', 'enable', 'reset', 'unlink'])
      expect((await boss.sends('POST', `/staff/${randomUUID()}/${deed}`)).status, deed).toBe(404)
    expect((await boss.sends('POST', '/staff/7/disable')).status).toBe(400)
  })
})

describe('the last administrator', () => {
  it('can be neither disabled nor reset nor made something else', async () => {
    const boss = await administrator()
    await desk.hires('administrator', { departmentId: 'general' })
    const said = [
      await boss.sends('POST', `/staff/${boss.id}/disable`),
      await boss.sends('POST', `/staff/${boss.id}/reset`),
      await boss.sends('PUT', `/staff/${boss.id}/roles`, { roles: [everywhere('manager')] }),
    ]
    for (const { status, body } of said)
      expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'last-administrator' })
    const { prisma } = desk.database
    await prisma.staff.update({ where: { id: boss.id }, data: { passwordHash: null, oidcSubject: 'boss-1' } })
    expect((await boss.sends('POST', `/staff/${boss.id}/unlink`)).body.error.code, 'the only way in').toBe(
      'last-administrator',
    )
    await prisma.staff.update({ where: { id: boss.id }, data: { passwordHash: hash } })
    const other = await desk.hires('administrator')
    expect((await boss.sends('POST', `/staff/${boss.id}/disable`)).status, 'one who cannot sign in yet').toBe(409)
    await desk.database.prisma.staff.update({ where: { id: other.id }, data: { passwordHash: hash } })
    expect((await boss.sends('POST', `/staff/${boss.id}/disable`)).status).toBe(200)
  })

  it('is there also when all of them end each other at once', async () => {
    for (let round = 0; round < 10; round++) {
      await desk.database.prisma.staff.deleteMany()
      const [one, other] = [await administrator(), await administrator()]
      await Promise.all([
        one.sends('POST', `/staff/${other.id}/disable`),
        other.sends('PUT', `/staff/${one.id}/roles`, { roles: [everywhere('clerk')] }),
      ])
      const left = await desk.database.prisma.staff.count({
        where: { disabledAt: null, roles: { some: { role: 'administrator' } } },
      })
      expect(left).toBe(1)
    }
  })
})

describe('keys of other systems', () => {
  it('are given once, are listed without the key, and end for good', async () => {
    const boss = await administrator()
    const made = await boss.sends('POST', '/keys', { name: 'Aufrufanlage', scopes: ['visits:read'], days: 365 })
    expect(made.body.key).toMatch(/^terminlotse_[\w-]{43}$/)
    const listed = await boss.gets('/keys')
    expect(listed.body.keys).toMatchObject([
      { name: 'Aufrufanlage', scopes: ['visits:read'], revokedAt: null, lastUsedAt: null },
    ])
    expect(JSON.stringify(listed.body)).not.toContain(made.body.key)
    const holder = { authorization: `Bearer ${made.body.key}` }
    expect((await desk.asks('GET', '/keys', holder)).status, 'a key makes no keys').toBe(403)
    expect((await boss.gets('/keys')).body.keys[0].lastUsedAt).not.toBeNull()
    expect((await boss.sends('POST', `/keys/${made.body.id}/revoke`)).status).toBe(200)
    expect((await desk.asks('GET', '/keys', holder)).status).toBe(401)
    expect((await boss.sends('POST', `/keys/${randomUUID()}/revoke`)).status).toBe(404)
    expect((await boss.sends('POST', '/keys', { name: 'x', scopes: ['everything'], days: null })).status).toBe(400)
  })
})

describe('the audit log', () => {
  it('is read by auditors and administrators, the latest first, page by page', async () => {
    const boss = await administrator()
    const auditor = await desk.hires('auditor')
    for (let count = 0; count < 5; count++)
      await boss.sends('POST', '/keys', { name: `Anlage ${count}`, scopes: ['visits:read'], days: null })
    const first = await auditor.gets(`/audit?limit=3&staffId=${boss.id}`)
    expect(first.body.entries).toHaveLength(3)
    expect(first.body.entries[0]).toMatchObject({
      deed: 'make-key',
      byKind: 'staff',
      facts: { scopes: ['visits:read'] },
    })
    const second = await auditor.gets(`/audit?limit=3&staffId=${boss.id}&before=${first.body.next}`)
    expect(second.body.entries).toHaveLength(2)
    expect(second.body.next).toBeNull()
    expect(JSON.stringify(first.body.entries), 'names of things stand in the things').not.toContain('Anlage')
    expect((await (await desk.hires('clerk')).gets('/audit')).status).toBe(403)
    expect((await (await desk.hires('manager')).gets('/audit')).status).toBe(403)
  })

  it('lets nobody change or take away a line', async () => {
    const boss = await administrator()
    await boss.sends('POST', '/keys', { name: 'Anlage', scopes: ['visits:read'], days: null })
    const { prisma } = desk.database
    await expect(prisma.auditEntry.updateMany({ data: { deed: 'nothing' } })).rejects.toThrow()
    await expect(prisma.auditEntry.deleteMany()).rejects.toThrow()
  })
})
