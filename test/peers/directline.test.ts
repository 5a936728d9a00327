import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newApplicant } from './applicant.ts'
import { startProduct } from './product.ts'

const require = createRequire(import.meta.url)
let product: Awaited<ReturnType<typeof startProduct>>

beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest: require('xhr2') })
  product = await startProduct()
}, 60_000)

afterAll(() => product.stop())

test.each([
  ['a WebSocket', true],
  ['polling', false],
])(
  'DirectLineJS books an appointment over %s',
  async (_way, webSocket) => {
    const { DirectLine } = require('botframework-directlinejs')
    const applicant = newApplicant()
    const domain = `${product.url}/v3/directline`
    const { token } = await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json()
    const line = new DirectLine({ token, domain, webSocket, pollingInterval: 200 })
    const steps: string[] = []
    const echoes: any[] = []
    const ids: string[] = []

    const booked = await new Promise<any>((resolve, reject) => {
      line.activity$.subscribe((activity: any) => {
        ids.push(activity.id)
        if (activity.from.role === 'user') return void echoes.push(activity)
        if (activity.channelData.appointment) return resolve(activity)
        const { step } = activity.channelData
        if (!step) return
        if (steps.length > 30) return reject(new Error(`Going round in circles: ${steps.join(', ')}`))
        steps.push(step)
        const text = applicant[step] ?? activity.suggestedActions.actions[0].value
        line
          .postActivity({ type: 'message', text, from: { id: 'me' } })
          .subscribe((id: string) => id === 'retry' && reject(new Error('A message was not taken')), reject)
      }, reject)
    })

    expect(steps.slice(0, 2)).toEqual(['language', 'menu'])
    expect(booked.channelData.appointment).toEqual({ code: expect.any(String), startsAt: expect.any(String) })
    expect(echoes).toHaveLength(steps.length)
    expect(new Set(ids).size).toBe(ids.length)
    line.end()
  },
  60_000,
)
