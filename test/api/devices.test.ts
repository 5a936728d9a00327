import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Board } from '#api/devices/board-shape.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { hear } from './hear.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
let origin: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  origin = await desk.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => desk.close())

const browser = { 'sec-fetch-site': 'same-origin' }
const make = { kind: 'board', name: 'Wartebereich', locationId: 'neuss' }
const tokenOf = (link: string) => new URL(link).hash.slice(1)

describe('pairing', () => {
  it('gives a key once, on the screen that opens the link, until it is revoked', async () => {
    const manager = await desk.hires('manager')
    const { body } = await manager.sends('POST', '/devices', make)
    expect(new URL(body.link).pathname).toBe('/desk/board')
    const pair = () => desk.asks('POST', '/devices/pair', browser, { token: tokenOf(body.link) })
    const paired = await pair()
    expect(paired.body).toEqual({ kind: 'board' })
    const cookie = String(paired.headers['set-cookie']).split(';')[0] ?? ''
    expect((await pair()).body.error.code).toBe('pairing-over')
    expect((await desk.asks('GET', '/board', { ...browser, cookie })).status).toBe(200)
    expect((await desk.asks('GET', '/kiosk', { ...browser, cookie })).status).toBe(403)
    expect((await manager.gets('/devices')).body.devices).toMatchObject([{ id: body.id, state: 'paired' }])
    await manager.sends('POST', `/devices/${body.id}/revoke`)
    expect((await desk.asks('GET', '/board', { ...browser, cookie })).status).toBe(401)
    expect((await manager.gets('/devices')).body.devices).toMatchObject([{ state: 'revoked' }])
  })

  it('ends after a day, and is for managers of the location alone', async () => {
    const manager = await desk.hires('manager')
    const { body } = await manager.sends('POST', '/devices', make)
    const before = desk.clock.now
    desk.clock.now = new Date(before.getTime() + 25 * 3_600_000)
    const late = await desk.asks('POST', '/devices/pair', browser, { token: tokenOf(body.link) })
    expect(late.body.error.code).toBe('pairing-over')
    desk.clock.now = before
    const other = await desk.hires('manager', { locationId: 'grevenbroich' })
    expect((await other.sends('POST', '/devices', make)).status).toBe(403)
    expect((await other.sends('POST', `/devices/${body.id}/revoke`)).status).toBe(403)
    expect((await other.gets('/devices')).body.devices).toEqual([])
    expect((await (await desk.hires('clerk')).sends('POST', '/devices', make)).status).toBe(403)
  })

  it('is refused when another site asks for it', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://example.net' }
    expect((await desk.asks('POST', '/devices/pair', foreign, { token: 'x' })).body.error.code).toBe('foreign-page')
  })
})

describe('the board', () => {
  it('shows codes and rooms, the last call first, and nothing of the person', async () => {
    const clerk = await desk.hires('clerk')
    const board = await desk.pairs('board', 'neuss')
    const window = hear<Board>(`${origin}/api/v1/board/events`, board.headers.cookie)
    expect((await window.next()).calls).toEqual([])
    const visit = await visitor(desk.desk, { startsAt: today('09:00'), name: 'Олена Шевченко' })
    await clerk.sends('POST', `/visits/${visit.id}/call`, { room: '2.14' })
    const heard = await window.until(({ calls }) => calls.length === 1)
    expect(heard.calls).toEqual([{ code: visit.code, room: '2.14', calledAt: desk.clock.now.toISOString() }])
    await clerk.sends('POST', `/visits/${visit.id}/begin`)
    await window.until(({ calls }) => calls.length === 0)
    expect(JSON.stringify(window.all())).not.toMatch(/Олена|Olena|Шевченко|Shevchenko|1990/)
    window.stop()
  })

  it('shows nothing of another location', async () => {
    const clerk = await desk.hires('clerk')
    const board = await desk.pairs('board', 'grevenbroich')
    const visit = await visitor(desk.desk, { startsAt: today('09:00') })
    await clerk.sends('POST', `/visits/${visit.id}/call`, { room: '1' })
    expect((await desk.asks('GET', '/board', board.headers)).body.calls).toEqual([])
  })
})

describe('the tablet', () => {
  async function kiosk(locationId = 'neuss') {
    const { headers } = await desk.pairs('kiosk', locationId)
    const { csrf } = (await desk.asks('GET', '/kiosk', headers)).body
    return (code: string) => desk.asks('POST', '/kiosk/arrivals', { ...headers, 'x-csrf-token': csrf }, { code })
  }

  it('checks somebody in by QR code or by the typed code, and says no name', async () => {
    const comes = await kiosk()
    const [one, two] = [
      await visitor(desk.desk, { startsAt: today('10:00'), name: 'Ганна Коваль' }),
      await visitor(desk.desk, { startsAt: today('10:00') }),
    ]
    const first = await comes(one.checkInCode)
    expect(first.body).toEqual({ outcome: 'arrived', code: one.code, startsAt: one.startsAt.toISOString() })
    expect((await comes(one.checkInCode)).body.outcome).toBe('already')
    const typed = `${two.code.slice(0, 4).toLowerCase()} ${two.code.slice(4)}`
    expect((await comes(typed)).body.outcome).toBe('arrived')
  })

  it('says what is wrong: another place, another day, no such code', async () => {
    const comes = await kiosk()
    const elsewhere = await visitor(desk.desk, { startsAt: today('10:00'), locationId: 'grevenbroich' })
    const other = await comes(elsewhere.code)
    expect(other.body.error).toMatchObject({ code: 'other-place', details: { location: { de: expect.any(String) } } })
    const tomorrow = new Date(today('10:00').getTime() + 86_400_000)
    const later = await visitor(desk.desk, { startsAt: tomorrow })
    expect((await comes(later.code)).body.error).toMatchObject({
      code: 'other-day',
      details: { startsAt: tomorrow.toISOString() },
    })
    expect((await comes('nothing')).status).toBe(404)
  })

  it('takes no check-in without its token', async () => {
    const { headers } = await desk.pairs('kiosk', 'neuss')
    const { status } = await desk.asks('POST', '/kiosk/arrivals', headers, { code: 'ABC' })
    expect(status).toBe(403)
  })
})
