import type { ColumnType } from "kysely";

/** A time in the database's own clock; written only as SQL (`now()`), read as a `Date`. */
export type Time = ColumnType<Date, never, never>;
/** The same, renewed by an update. */
export type TimeRenewedBySql = ColumnType<Date, never, Date>;
export type TimeSetBySql = ColumnType<Date | null, Date | null | undefined, Date | null>;
export type Numeric = ColumnType<string | null, number | null | undefined, number | null>;
export type Json<T> = ColumnType<T, string, string>;
