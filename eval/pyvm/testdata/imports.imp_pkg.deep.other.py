sibling = "sib"
