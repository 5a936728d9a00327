type Without<Union extends string, List extends readonly string[]> =
  Exclude<Union, List[number]> extends infer Missing
    ? [Missing] extends [never]
      ? unknown
      : { missing: Missing }
    : never

/** All there are, in the order in which they are offered: a list that lacks one does not compile. */
export function everyOf<Union extends string>() {
  return <const List extends readonly Union[]>(list: List & Without<Union, List>): List => list
}
