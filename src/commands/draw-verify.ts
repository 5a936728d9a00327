import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { commitmentOf, listHashOf, orderLots } from '#appointments/draws/order.ts'
import { Refusal } from '#refusal.ts'
import { defineCommand } from './command.ts'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** What of a published draw is looked at. */
const Published = z.object({
  commitment: Hex,
  listHash: Hex.nullable(),
  seed: Hex.nullable(),
  lots: z.array(z.object({ number: z.string(), rank: z.int().nullable() })),
})

export const drawVerify = defineCommand({
  words: 'draw verify',
  usage: 'draw verify FILE|URL',
  about: 'computes again what a published draw says: seed, list and order; needs no database',
  options: {},
  argument: 'from',
  values: z.object({ from: z.string().optional() }),
  async run({ values: { from } }) {
    if (from === undefined) throw new Refusal('Say which draw: draw verify FILE|URL', { code: 2 })
    const { commitment, listHash, seed, lots } = await read(from)
    if (seed === null) throw new Refusal('The lots are not drawn yet: there is no seed to check.')
    const numbers = lots.map(({ number }) => number)
    const published = lots.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0)).map(({ number }) => number)
    const order = orderLots({ seed, lots: numbers })
    const checks = {
      'the seed is the one that was committed to': commitmentOf(seed) === commitment,
      'the list is the one that was fixed before the draw': listHashOf(numbers) === listHash,
      'no lot is on the list twice': new Set(numbers).size === numbers.length,
      'the order follows from both': order.every((number, index) => number === published[index]),
    }
    const isOk = Object.values(checks).every(Boolean)
    const lines = Object.entries(checks).map(([what, holds]) => `${holds ? 'yes' : 'NO '}  ${what}`)
    return { isOk, lines: [...lines, `${numbers.length} lots`], data: { isOk, lots: numbers.length, checks } }
  },
})

async function read(from: string): Promise<z.infer<typeof Published>> {
  const text = await load(from).catch((cause: unknown) => {
    throw new Refusal(`${from} cannot be read: give a file, or the address of a draw that ends in draw.json`, { cause })
  })
  const published = Published.safeParse(parse(text))
  if (!published.success) throw new Refusal(`${from} is no published draw: give the address that ends in draw.json`)
  return published.data
}

async function load(from: string): Promise<string> {
  if (!/^https?:\/\//.test(from)) return readFile(from, 'utf8')
  const answer = await fetch(from, { signal: AbortSignal.timeout(15_000) })
  if (!answer.ok) throw new Error(`${from} answered ${answer.status}`)
  return answer.text()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
