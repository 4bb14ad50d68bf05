/** `1920` → `19.2`: fen as the yuan that a price label shows. */
export const yuan = (fen: number): string => String(fen / 100)

/**
 * What a 折 label says: the tenths of the list price that the member pays (4折 = 40 %), one decimal at most.
 * Undefined where there is nothing to boast of.
 */
export function zhe(listPriceFen: number, memberPriceFen: number): string | undefined {
  if (listPriceFen <= 0 || memberPriceFen <= 0 || memberPriceFen >= listPriceFen) return undefined
  return String(Math.round((memberPriceFen / listPriceFen) * 100) / 10)
}
