/** Tells the time. */
export type Clock = () => Date;
