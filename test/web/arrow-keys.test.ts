import { describe, expect, it } from 'vitest'
import { neighbour } from '#web/chat/arrow-keys.ts'

/** Three columns; the last row has one button: 0 1 2 / 3 4 5 / 6 */
const boxes = [0, 1, 2, 3, 4, 5, 6].map((place) => ({ x: (place % 3) * 40, y: Math.floor(place / 3) * 44, width: 38 }))
/** The same as a right-to-left page draws it. */
const mirrored = boxes.map((box) => ({ ...box, x: 80 - box.x }))

const press = (key: string, from: number) => neighbour({ boxes, from, key, isRightToLeft: false })
const pressMirrored = (key: string, from: number) => neighbour({ boxes: mirrored, from, key, isRightToLeft: true })

describe('arrow keys in a grid', () => {
  it('lead forth and back in reading order, over the ends of rows', () => {
    expect([press('ArrowRight', 0), press('ArrowRight', 2), press('ArrowLeft', 3)]).toEqual([1, 3, 2])
  })

  it('are mirrored from right to left', () => {
    expect([pressMirrored('ArrowLeft', 0), pressMirrored('ArrowRight', 3)]).toEqual([1, 2])
  })

  it('lead to the nearest button above and below, either way', () => {
    expect([press('ArrowDown', 1), press('ArrowUp', 5), press('ArrowDown', 5)]).toEqual([4, 2, 6])
    expect([pressMirrored('ArrowDown', 1), pressMirrored('ArrowUp', 5), pressMirrored('ArrowDown', 5)]).toEqual([
      4, 2, 6,
    ])
  })

  it('lead nowhere at the edge, so that the page can be turned', () => {
    for (const [key, from] of [
      ['ArrowLeft', 0],
      ['ArrowRight', 6],
      ['ArrowUp', 1],
      ['ArrowDown', 6],
      ['PageDown', 3],
    ] as const) {
      expect(press(key, from), `${key} at ${from}`).toBeUndefined()
    }
  })

  it('jump to the first and the last', () => {
    expect([press('Home', 4), press('End', 4)]).toEqual([0, 6])
  })
})
