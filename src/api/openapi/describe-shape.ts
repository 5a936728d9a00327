import { z } from 'zod'

/** JSON Schema of draft 2020-12, which is what OpenAPI 3.1 is made of. */
export type Shape = Readonly<Record<string, unknown>>

/** What a shape takes (`input`) or gives (`output`). Throws for one that no schema can say. */
export function describeShape(shape: z.ZodType, io: 'input' | 'output'): Shape {
  const { $schema: _, ...described } = z.toJSONSchema(shape, {
    io,
    target: 'draft-2020-12',
    override({ jsonSchema }) {
      // The format says it in a word.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      // An answer may gain fields: whoever reads it must not stop at one.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  return described
}
