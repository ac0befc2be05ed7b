/** The pinch of script that every page may use; each part starts itself by its data- attribute and may start twice. */
