"""The devices of a PC: transport, protocol, driver, hub.

A *transport* moves bytes and knows nothing of their meaning.  A *protocol* is
pure: it turns commands into bytes and bytes into messages.  A *driver* is a
state machine between the two; it never waits.  The *hub* runs one worker per
port, heals what was lost and speaks to the rest of the program in plain data.
"""
