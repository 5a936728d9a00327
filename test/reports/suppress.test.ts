import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, type Sum, suppress } from '#reports/suppress.ts'

/** A table of counts with the sums of its rows, its columns and of all. */
function tableOf(counts: readonly (readonly number[])[]): { cells: Cell[]; sums: Sum[] } {
  const rows = counts.map((row) => [...row, total(row)])
  const whole = [...rows, (rows[0] ?? []).map((_, column) => total(rows.map((row) => row[column] ?? 0)))]
  const cells = whole.flatMap((row, y) => row.map((count, x) => ({ id: `${y},${x}`, count })))
  const width = (whole[0]?.length ?? 1) - 1
  const height = whole.length - 1
  const sums = [
    ...whole.map((_, y) => ({ whole: `${y},${width}`, parts: upTo(width).map((x) => `${y},${x}`) })),
    ...upTo(width + 1).map((x) => ({ whole: `${height},${x}`, parts: upTo(height).map((y) => `${y},${x}`) })),
  ]
  return { cells, sums }
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

/** What somebody who tries every table that fits the published numbers finds out: the values that each hidden cell may have. */
function possible(table: readonly (readonly number[])[], hidden: ReadonlySet<string>, most: number) {
  const width = table[0]?.length ?? 0
  const known = tableOf(table).cells.filter(({ id }) => !hidden.has(id))
  const found = new Map([...hidden].map((id) => [id, new Set<number>()]))
  for (let number = 0; number < (most + 1) ** (width * table.length); number++) {
    const tried = table.map((row, y) =>
      row.map((_, x) => Math.floor(number / (most + 1) ** (y * width + x)) % (most + 1)),
    )
    const counts = new Map(tableOf(tried).cells.map(({ id, count }) => [id, count]))
    if (known.every(({ id, count }) => counts.get(id) === count))
      for (const [id, values] of found) values.add(counts.get(id) ?? -1)
  }
  return found
}

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 2,
})

describe('what is published', () => {
  it('hides every group under 5', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const { cells, sums } = tableOf(table)
        const hidden = suppress(cells, sums)
        expect(cells.filter(({ id, count }) => count > 0 && count < 5 && !hidden.has(id))).toEqual([])
      }),
    )
  })

  it('lets nobody find a hidden number by adding and subtracting', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const { cells, sums } = tableOf(table)
        for (const [id, values] of possible(table, suppress(cells, sums), 9))
          expect([id, values.size > 1]).toEqual([id, true])
      }),
      { numRuns: 25 },
    )
  })

  it('hides no more than it must: one small number in a large table takes three others with it', () => {
    const { cells, sums } = tableOf([
      [3, 50, 60],
      [70, 80, 90],
      [65, 66, 67],
    ])
    expect([...suppress(cells, sums)].toSorted()).toEqual(['0,0', '0,1', '2,0', '2,1'])
  })

  it('shows everything where no group is small, and nobody as nobody', () => {
    const { cells, sums } = tableOf([
      [0, 50],
      [70, 0],
    ])
    expect(suppress(cells, sums).size).toBe(0)
  })
})
