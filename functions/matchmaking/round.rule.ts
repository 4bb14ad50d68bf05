/**
 * Who sits with whom, round by round. Held, whoever comes: nobody sits with the same person twice, nobody is at two
 * tables at once, two who are to be kept apart never sit together, no round has more pairs than tables, and there are
 * as many meetings as these four allow.
 *
 * Choosing the meetings is a flow: each person takes part in at most as many as there are rounds, and paths that change
 * earlier choices find the most there can be. Laying them out is König's theorem: meetings of which nobody has more than
 * n can be put into n rounds. Where nobody is kept apart this comes to the Latin square that hosts draw by hand.
 * D. Kőnig, Math. Ann. 77 (1916); D. de Werra, INFOR 9 (1971), for rounds of equal size.
 */
export interface Seat {
  readonly woman: number
  readonly man: number
  readonly table: number
}
export type Round = readonly Seat[]

export interface Company {
  /** Each by the number on the badge. */
  readonly women: readonly number[]
  readonly men: readonly number[]
  readonly tables: number
  readonly rounds: number
  readonly apart: (woman: number, man: number) => boolean
}

export function planRounds({ women, men, tables, rounds, apart }: Company): Round[] {
  // The fewer stay at their tables and the others go round; of equally many the men go.
  const menGo = men.length >= women.length
  const [rows, columns] = menGo ? [men, women] : [women, men]
  const isApart = (row: number, column: number) => {
    const [one, other] = [rows[row] ?? 0, columns[column] ?? 0]
    return menGo ? apart(other, one) : apart(one, other)
  }
  const meetings = chooseMeetings(rows.length, columns.length, { rounds, tables, isApart })
  return layOut(meetings, rows.length, columns.length, rounds).map((round) =>
    round
      .toSorted((one, next) => one.column - next.column)
      .map(({ row, column }, i) => {
        const [goes, stays] = [rows[row] ?? 0, columns[column] ?? 0]
        const table = (columns.length <= tables ? column : i) + 1
        return menGo ? { woman: stays, man: goes, table } : { woman: goes, man: stays, table }
      }),
  )
}

interface Meeting {
  readonly row: number
  readonly column: number
}

interface Bounds {
  readonly rounds: number
  readonly tables: number
  readonly isApart: (row: number, column: number) => boolean
}

/** As many meetings as there can be, and shared out evenly: the bounds on both sides rise together. */
function chooseMeetings(rows: number, columns: number, { rounds, tables, isApart }: Bounds): Meeting[] {
  const chosen = Array.from({ length: rows }, () => new Array<boolean>(columns).fill(false))
  const ofRow = new Array<number>(rows).fill(0)
  const ofColumn = new Array<number>(columns).fill(0)
  let total = 0

  /** One meeting more for a row, others giving way where they can: breadth first over what may change. */
  function oneMore(from: number, mostOfColumn: number): boolean {
    const cameFrom = new Array<number>(columns).fill(-1)
    const via = new Map<number, number>([[from, -1]])
    for (const row of via.keys()) {
      for (let column = 0; column < columns; column++) {
        if (cameFrom[column] !== -1 || chosen[row]?.[column] || isApart(row, column)) continue
        cameFrom[column] = row
        if ((ofColumn[column] ?? 0) < mostOfColumn) return take(column, cameFrom, via)
        for (let other = 0; other < rows; other++)
          if (chosen[other]?.[column] && !via.has(other)) via.set(other, column)
      }
    }
    return false
  }

  function take(last: number, cameFrom: readonly number[], via: ReadonlyMap<number, number>): true {
    ofColumn[last] = (ofColumn[last] ?? 0) + 1
    let column = last
    for (;;) {
      const row = cameFrom[column] ?? 0
      const before = via.get(row) ?? -1
      mark(row, column, true)
      if (before === -1) {
        ofRow[row] = (ofRow[row] ?? 0) + 1
        return true
      }
      mark(row, before, false)
      column = before
    }
  }
  const mark = (row: number, column: number, is: boolean) => {
    const line = chosen[row]
    if (line) line[column] = is
  }

  function fill(mostOfRow: number, mostOfColumn: number) {
    const stuck = new Set<number>()
    while (total < rounds * tables) {
      let fewest = -1
      for (let row = 0; row < rows; row++) {
        const has = ofRow[row] ?? 0
        if (has < mostOfRow && !stuck.has(row) && (fewest === -1 || has < (ofRow[fewest] ?? 0))) fewest = row
      }
      if (fewest === -1) return
      if (oneMore(fewest, mostOfColumn)) total++
      else stuck.add(fewest)
    }
  }
  for (let level = 1; level <= rounds; level++) fill(Math.ceil((level * columns) / Math.max(1, rows)), level)
  fill(rounds, rounds)
  return chosen.flatMap((line, row) => line.flatMap((is, column) => (is ? [{ row, column }] : [])))
}

/** The meetings in so many rounds, each round as large as the next or one larger. */
function layOut(meetings: readonly Meeting[], rows: number, columns: number, rounds: number): Meeting[][] {
  // Vertices: the rows first, then the columns. Whom each sits with in each round, or -1.
  const withIn = Array.from({ length: rows + columns }, () => new Int16Array(rounds).fill(-1))
  const at = (vertex: number, round: number) => withIn[vertex]?.[round] ?? -1
  const set = (vertex: number, round: number, other: number) => {
    const line = withIn[vertex]
    if (line) line[round] = other
  }
  const free = (vertex: number) => withIn[vertex]?.indexOf(-1) ?? 0

  /** Exchanges two rounds along the chain that begins at a vertex with a meeting in the first of them. */
  function exchange(start: number, one: number, other: number) {
    const chain = [start]
    for (let vertex = start, round = one; at(vertex, round) !== -1; round = round === one ? other : one) {
      vertex = at(vertex, round)
      chain.push(vertex)
    }
    for (const vertex of chain) {
      const was = at(vertex, one)
      set(vertex, one, at(vertex, other))
      set(vertex, other, was)
    }
    return chain.length - 1
  }

  for (const { row, column: c } of meetings) {
    const column = rows + c
    const [ofRow, ofColumn] = [free(row), free(column)]
    if (at(column, ofRow) !== -1) exchange(column, ofRow, ofColumn)
    set(row, ofRow, column)
    set(column, ofRow, row)
  }

  const sizeOf = (round: number) => withIn.slice(0, rows).filter((line) => line[round] !== -1).length
  for (;;) {
    const sizes = Array.from({ length: rounds }, (_, round) => sizeOf(round))
    const [most, least] = [sizes.indexOf(Math.max(...sizes)), sizes.indexOf(Math.min(...sizes))]
    if ((sizes[most] ?? 0) - (sizes[least] ?? 0) < 2) break
    // A chain that begins and ends in the larger round has one meeting more there than in the smaller.
    const start = withIn.findIndex(
      (line, vertex) => line[most] !== -1 && line[least] === -1 && chainLength(vertex, most, least) % 2 === 1,
    )
    exchange(start, most, least)
  }

  function chainLength(start: number, one: number, other: number) {
    let length = 0
    for (let vertex = start, round = one; at(vertex, round) !== -1; round = round === one ? other : one) {
      vertex = at(vertex, round)
      length++
    }
    return length
  }
  return Array.from({ length: rounds }, (_, round) =>
    withIn.slice(0, rows).flatMap((line, row) => {
      const column = line[round] ?? -1
      return column === -1 ? [] : [{ row, column: column - rows }]
    }),
  )
}
