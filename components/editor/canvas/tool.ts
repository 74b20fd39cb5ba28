/** The height of a tool over the canvas: for a finger, and lower for a mouse where the picture needs the room. */
export const TOOL_HEIGHT = "h-11 lg:pointer-fine:h-9";

/** As wide as a finger, unless what stands in it is wider. */
export const TOOL_WIDTH = "min-w-11 lg:pointer-fine:min-w-0";

export const TOOL = `${TOOL_HEIGHT} ${TOOL_WIDTH} px-3 max-sm:px-2 max-[24rem]:px-1.5`;

/** An icon grows no wider with the text, so that a row of them fits a phone. */
export const ICON_TOOL = "size-[44px] px-0 lg:pointer-fine:size-9";
