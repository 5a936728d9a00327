export type Box = { x: number; y: number; width: number }

/**
 * Which of the buttons in a grid an arrow key leads to; undefined at the edge. Left and right follow the reading
 * direction, up and down what is drawn there.
 */
export function neighbour({
  boxes,
  from,
  key,
  isRightToLeft,
}: {
  boxes: readonly Box[]
  from: number
  key: string
  isRightToLeft: boolean
}): number | undefined {
  const back = isRightToLeft ? 'ArrowRight' : 'ArrowLeft'
  const forth = isRightToLeft ? 'ArrowLeft' : 'ArrowRight'
  const here = boxes[from]
  if (here === undefined) return undefined
  if (key === back) return from > 0 ? from - 1 : undefined
  if (key === forth) return from < boxes.length - 1 ? from + 1 : undefined
  if (key === 'Home') return 0
  if (key === 'End') return boxes.length - 1
  if (key === 'ArrowUp') return nearest(boxes, here, -1)
  if (key === 'ArrowDown') return nearest(boxes, here, 1)
  return undefined
}

export const isArrowKey = (key: string): boolean => /^(Arrow(Left|Right|Up|Down)|Home|End|Page(Up|Down))$/.test(key)

function nearest(boxes: readonly Box[], here: Box, direction: 1 | -1): number | undefined {
  const across = (box: Box) => Math.abs(middle(box) - middle(here))
  const ranked = boxes
    .map((box, index) => ({ index, rows: Math.round(box.y - here.y) * direction, across: across(box) }))
    .filter(({ rows }) => rows > 4)
    .sort((one, other) => one.rows - other.rows || one.across - other.across)
  return ranked[0]?.index
}

function middle({ x, width }: Box): number {
  return x + width / 2
}
