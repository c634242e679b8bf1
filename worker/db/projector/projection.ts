import type { Piece } from "./pieces.ts";

/**
 * How pieces become rows of one table: one statement over one parameter, which is a JSON array of rows, so that a
 * thousand rows cost as many statements as one. Each may run twice, or late, without effect.
 */
export type Projection = {
  sql: string;
  /** The rows a piece contributes, as cells in the order of the statement's columns. Pure. */
  rows: (piece: Piece) => Cell[][];
  /** What must be known of all rows of a batch together. */
  arrange?: (rows: Cell[][]) => Cell[][];
};

export type Cell = string | number | null;

/** What SQLite can keep as text: well-formed, and without the character that ends a string in some readers. */
export const text = (value: string): string => value.toWellFormed().replaceAll("\0", "");
export const textOrNull = (value: string | null | undefined): string | null => (value == null ? null : text(value));
export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** A statement's source: the rows of the one parameter under their columns' names. */
export const source = (columns: readonly string[]): string =>
  `(SELECT ${columns.map((column, index) => `value ->> ${index} AS ${column}`).join(", ")} FROM json_each(?1))`;

/** `WHERE true` tells the parser that the ON that follows belongs to the insert. */
export const insert = (table: string, columns: readonly string[], rest: string): string =>
  `INSERT INTO ${table} (${columns.join(", ")})
   SELECT ${columns.join(", ")} FROM ${source(columns)} WHERE true ${rest}`;
