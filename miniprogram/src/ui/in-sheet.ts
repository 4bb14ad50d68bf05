import { createContext } from 'react'

/** Whether one stands in a sheet, which is fixed on the screen: WeChat's own controls must be told. */
export const InSheet = createContext(false)
