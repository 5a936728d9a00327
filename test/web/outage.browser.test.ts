import { expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { inBrowser } from './in-browser.ts'
import { visit, type Visitor } from './visitor.ts'

inBrowser('an outage', (rig) => {
  it('loses nothing and sends everything once when the device was offline', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await visitor.context.setOffline(true)
    await expectNotice(visitor, visitor.texts.offline)
    await sayWhileAway(visitor)
    await visitor.context.setOffline(false)
    await expectNotice(visitor, '')
    await expectOnce(visitor)
    await visitor.close()
  })

  it('does so too when the server was away, and over a reload of the page', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await rig.site.stop()
    await expectNotice(visitor, visitor.texts.offline)
    await sayWhileAway(visitor)
    await rig.site.start()
    await visitor.page.reload()
    await expectOnce(visitor)
    await expectNotice(visitor, '')
    await visitor.close()
  })

  it('goes on by itself when the server is back', async () => {
    const visitor = await visit(rig, { locale: 'uk' })
    await visitor.taps('menu:book')
    await rig.site.stop()
    await expectNotice(visitor, visitor.texts.offline)
    await visitor.page.locator('.choices button[value^="department:"]').first().click()
    await rig.site.start()
    await eventually(() => visitor.asked()).toBe('service')
    await expectNotice(visitor, '')
    await visitor.close()
  })

  it('sends a message again whose answer got lost, and the office hears it once', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await visitor.page.routeWebSocket('**/stream*', (socket) => socket.close())
    await visitor.page.reload()
    await visitor.asked()
    let posts = 0
    await visitor.page.route('**/activities*', async (route) => {
      if (posts > 1) return route.fallback()
      if (route.request().method() === 'POST') {
        posts += 1
        await route.fetch()
      }
      return route.abort()
    })
    await visitor.page.locator('#message').fill('Was kostet das?')
    await visitor.page.keyboard.press('Enter')
    await eventually(() => posts).toBeGreaterThan(1)
    await eventually(() => visitor.page.locator('.office').count()).toBe(2)
    expect(await visitor.ownMessages()).toEqual(['Was kostet das?'])
    await visitor.close()
  })

  it('works without a WebSocket, and hears what another window says', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    await visitor.page.routeWebSocket('**/stream*', (socket) => socket.close())
    await visitor.page.reload()
    await visitor.asked()
    expect(await visitor.taps('menu:book')).toBe('department')
    const window = await visitor.context.newPage()
    await window.goto(rig.site.origin)
    await window.locator('.choices button[value^="department:"]').first().click()
    await eventually(() => visitor.asked()).toBe('service')
    await visitor.close()
  })

  it('waits as long as the server asks for', async () => {
    const visitor = await visit(rig, { locale: 'de' })
    const posts: number[] = []
    await visitor.page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      posts.push(Date.now())
      if (posts.length > 1) return route.fallback()
      await route.fulfill({ status: 429, headers: { 'retry-after': '2' }, body: '{}' })
    })
    await visitor.page.locator('.choices button').first().click()
    await expectNotice(visitor, visitor.texts.busy)
    await eventually(() => posts.length).toBe(2)
    expect((posts[1] ?? 0) - (posts[0] ?? 0)).toBeGreaterThanOrEqual(1950)
    await expectNotice(visitor, '')
    await visitor.close()
  })
})

const sentences = ['Erste Frage', 'Zweite Frage', 'Dritte Frage']

async function sayWhileAway(visitor: Visitor): Promise<void> {
  for (const sentence of sentences) {
    await visitor.page.locator('#message').fill(sentence)
    await visitor.page.keyboard.press('Enter')
  }
  await eventually(() => visitor.page.locator('.delivery').allInnerTexts()).toEqual(
    sentences.map(() => visitor.texts.waiting),
  )
  expect(await visitor.ownMessages()).toEqual(sentences)
}

async function expectOnce(visitor: Visitor): Promise<void> {
  await eventually(() => visitor.page.locator('.delivery').count()).toBe(0)
  await eventually(() => visitor.page.locator('.office').count()).toBe(1 + sentences.length)
  expect(await visitor.ownMessages()).toEqual(sentences)
  await visitor.page.reload()
  await visitor.asked()
  expect(await visitor.ownMessages(), 'in the office’s log').toEqual(sentences)
}

async function expectNotice(visitor: Visitor, text: string): Promise<void> {
  await eventually(() => visitor.page.locator('[role=status]').innerText()).toBe(text)
}
